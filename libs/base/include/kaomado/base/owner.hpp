// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace kaomado {

template <auto free>
struct Free {
    template <typename T>
    void operator()(T* object) const {
        free(object);
    }
};

/// Owns what a C library hands out and frees it with that library's function: Owner<X509, X509_free>.
template <typename T, auto free>
using Owner = std::unique_ptr<T, Free<free>>;

} // namespace kaomado
