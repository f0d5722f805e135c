// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/forms/form.hpp"

#include <filesystem>

namespace kaomado::forms {

/// Forms in all their editions, with the fields that they share. @thread reading, any
class Library {
public:
    /// Those of libs/forms/data.
    static const Library& builtIn();

    /// These forms with those of a folder (*.yaml) before them: of two that are in force on a day, the
    /// folder's is taken. @throws Error Fault::FileMalformed with every mistake and its line;
    /// Fault::FileMissing
    Library with(const std::filesystem::path& folder) const;
    /// The same from texts by file name.
    Library with(const std::map<std::string, std::string>& files) const;

    /// Every edition, in the order of the files.
    const std::vector<Form>& all() const { return forms_; }
    /// One edition of each form that is in force, by id.
    std::vector<const Form*> inForce(Date day) const;
    const Form* find(std::string_view id, Date day) const;

    const Field* field(std::string_view id) const;
    const std::vector<Field>& fields() const { return fields_; }

    /// A sentence that stands on several forms, e.g. "free_dial"; empty when there is none.
    const std::string& text(std::string_view id) const;

private:
    friend class Loader;

    std::vector<Form> forms_;
    std::vector<Field> fields_;
    std::map<std::string, std::string, std::less<>> texts_;
};

} // namespace kaomado::forms
