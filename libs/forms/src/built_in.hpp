// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace kaomado::forms {

struct DataFile {
    std::string_view name, content;
};

DataFile fieldsFile();
DataFile textsFile();
std::vector<DataFile> formFiles();

} // namespace kaomado::forms
