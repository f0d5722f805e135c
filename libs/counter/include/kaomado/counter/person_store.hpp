// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kaomado/counter/case_store.hpp"

#include <filesystem>

namespace kaomado::counter {

/// Personal attributes by name ("name", "kana", "address", "birth", "phone"). Never the individual number,
/// never an image, never a PIN.
using PersonalAttributes = std::map<std::string, std::string>;

/// Keeps personal attributes apart from the log, sealed with a key of the municipality (XChaCha20-Poly1305),
/// so that they can be erased while the log stays provable. @source SRC-XCHACHA @thread one database, one
/// thread
class PersonStore {
public:
    /// `keys`: folder of the keys, one file of mode 0600 per municipality, made at first use.
    PersonStore(store::Database& db, std::filesystem::path keys);

    /// Replaces what was there. @throws Error Fault::BadInput for an attribute that is not one of the five;
    /// Fault::Storage
    void put(const CaseKey& key, const PersonalAttributes& person);

    /// Nothing when there are none, or when they or their key were erased.
    /// @throws Error Fault::StorageTampered when what is stored was changed or moved to another case
    std::optional<PersonalAttributes> get(const CaseKey& key) const;

    /// One case, its bytes overwritten. @return whether there was something
    bool erase(const CaseKey& key);

    /// Under which keys attributes are sealed, and whether the folder has them.
    struct KeyUse {
        std::string municipality;
        std::string keyId; ///< sixteen hexadecimal digits
        std::uint64_t cases = 0;
        bool opens = false; ///< one of them was opened by the key in the folder
    };
    std::vector<KeyUse> keyUses() const;

    /// The municipality's key: everything sealed with it is unreadable from then on, also in backups of the
    /// database. @return whether there was one
    bool eraseKey(std::string_view municipality);

private:
    std::filesystem::path keyFile(std::string_view municipality) const;

    store::Database& db_;
    std::filesystem::path keys_;
};

} // namespace kaomado::counter
