// SPDX-License-Identifier: Apache-2.0
#include "built_in.hpp"

#include "embedded/F01_yaml.hpp"
#include "embedded/F02_2016_yaml.hpp"
#include "embedded/F02_yaml.hpp"
#include "embedded/F03_yaml.hpp"
#include "embedded/F04_yaml.hpp"
#include "embedded/F05_yaml.hpp"
#include "embedded/F06_yaml.hpp"
#include "embedded/F07_yaml.hpp"
#include "embedded/F07P_yaml.hpp"
#include "embedded/F08_yaml.hpp"
#include "embedded/F09_yaml.hpp"
#include "embedded/F10_yaml.hpp"
#include "embedded/F16_yaml.hpp"
#include "embedded/fields_yaml.hpp"
#include "embedded/K01_yaml.hpp"
#include "embedded/K02_yaml.hpp"
#include "embedded/L01_yaml.hpp"
#include "embedded/texts_yaml.hpp"

namespace kaomado::forms {

DataFile fieldsFile() {
    return {"fields.yaml", embedded::fields_yaml()};
}

DataFile textsFile() {
    return {"texts.yaml", embedded::texts_yaml()};
}

std::vector<DataFile> formFiles() {
    return {
        {"F01.yaml", embedded::F01_yaml()},           {"F02.yaml", embedded::F02_yaml()},
        {"F02-2016.yaml", embedded::F02_2016_yaml()}, {"F03.yaml", embedded::F03_yaml()},
        {"F04.yaml", embedded::F04_yaml()},           {"F05.yaml", embedded::F05_yaml()},
        {"F06.yaml", embedded::F06_yaml()},           {"F07.yaml", embedded::F07_yaml()},
        {"F07P.yaml", embedded::F07P_yaml()},         {"F08.yaml", embedded::F08_yaml()},
        {"F09.yaml", embedded::F09_yaml()},           {"F10.yaml", embedded::F10_yaml()},
        {"F16.yaml", embedded::F16_yaml()},           {"K01.yaml", embedded::K01_yaml()},
        {"K02.yaml", embedded::K02_yaml()},           {"L01.yaml", embedded::L01_yaml()},
    };
}

} // namespace kaomado::forms
