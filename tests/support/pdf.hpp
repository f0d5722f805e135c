// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "process.hpp"
#include "temp_dir.hpp"

#include <kaomado/base/text_file.hpp>

namespace kaomado::test {

/// A PDF as programs nobody here wrote see it: Poppler's and qpdf's.
class SeenPdf {
public:
    explicit SeenPdf(const Bytes& pdf) { replaceFile(dir_ / "seen.pdf", pdf); }

    std::string path() const { return (dir_ / "seen.pdf").string(); }
    Finished runs(Arguments command) const {
        for (std::string& word : command)
            if (word == "PDF")
                word = path();
        return run(command);
    }
    /// The text of it, in the order in which it was written.
    std::string text() const { return runs({"pdftotext", "-raw", "PDF", "-"}).out; }
    /// The same without anything between characters: words, lines and columns are the reader's guess.
    std::string letters() const { return withoutSpace(text()); }

    static std::string withoutSpace(std::string text) {
        for (const char* space : {" ", "\n", "\f", "\t", "\u3000"})
            for (std::size_t at = text.find(space); at != std::string::npos; at = text.find(space, at))
                text.erase(at, std::string(space).size());
        return text;
    }

private:
    TempDir dir_;
};

} // namespace kaomado::test
