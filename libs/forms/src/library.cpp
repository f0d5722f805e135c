// SPDX-License-Identifier: Apache-2.0
#include "kaomado/forms/library.hpp"

#include "built_in.hpp"
#include "kaomado/base/error.hpp"
#include "kaomado/base/text_file.hpp"
#include "loader.hpp"

#include <algorithm>

namespace kaomado::forms {

namespace {
constexpr std::size_t kLargestFile = 1024UL * 1024;
} // namespace

const Library& Library::builtIn() {
    static const Library library = [] {
        Library made;
        Loader loader(made);
        const DataFile fields = fieldsFile(), texts = textsFile();
        loader.fields(std::string(fields.name), std::string(fields.content));
        loader.texts(std::string(texts.name), std::string(texts.content));
        for (const DataFile& file : formFiles())
            loader.form(std::string(file.name), std::string(file.content));
        loader.throwIfWrong();
        return made;
    }();
    return library;
}

Library Library::with(const std::map<std::string, std::string>& files) const {
    Library own;
    own.fields_ = fields_;
    own.texts_ = texts_;
    Loader loader(own);
    for (const auto& [name, content] : files)
        loader.form(name, content);
    loader.throwIfWrong();
    own.forms_.insert(own.forms_.end(), forms_.begin(), forms_.end());
    return own;
}

Library Library::with(const std::filesystem::path& folder) const {
    if (!std::filesystem::is_directory(folder))
        throw Error(Fault::FileMissing, folder.string() + " is no folder");
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".yaml")
            files.emplace(entry.path().string(), readTextFile(entry.path(), kLargestFile));
    return with(files);
}

const Form* Library::find(std::string_view id, Date day) const {
    const auto found =
        std::ranges::find_if(forms_, [&](const Form& form) { return form.id == id && form.inForce(day); });
    return found == forms_.end() ? nullptr : &*found;
}

std::vector<const Form*> Library::inForce(Date day) const {
    std::map<std::string, const Form*> first;
    for (const Form& form : forms_)
        if (form.inForce(day))
            first.emplace(form.id, &form);
    std::vector<const Form*> list;
    for (const auto& [id, form] : first)
        list.push_back(form);
    return list;
}

const Field* Library::field(std::string_view id) const {
    const auto found = std::ranges::find(fields_, id, &Field::id);
    return found == fields_.end() ? nullptr : &*found;
}

const std::string& Library::text(std::string_view id) const {
    static const std::string nothing;
    const auto found = texts_.find(id);
    return found == texts_.end() ? nothing : found->second;
}

} // namespace kaomado::forms
