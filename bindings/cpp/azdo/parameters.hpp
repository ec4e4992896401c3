// A part of azdo.hpp: named values, and operations of the REST reference.
#ifndef AZDO_PARAMETERS_HPP
#define AZDO_PARAMETERS_HPP

#include "error.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace azdo {

/// A name and a value; see `params`.
struct entry {
    argument name;
    azdo::value value;
};

/// Named values, written `{{"resultFilter", "failed"}, {"$top", 50}}`: parameters by the REST reference's names, the
/// options of a client, or the headers of a request. Names are checked by the call that uses them.
class params : public handle<azdo_params> {
  public:
    using handle::handle;
    params(std::initializer_list<entry> entries = {}) : handle(azdo_params_new()) {
        for (const entry &one : entries) set(one.name, one.value);
    }
    /// The last one set for a name counts; nullptr sets nothing.
    params &set(const argument &name, const azdo::value &value) noexcept {
        if (!get()) *this = params();
        // A fault is kept by the library and told by the call that uses the values.
        if (value.get()) azdo_params_set(get(), name.get(), value.get());
        return *this;
    }
};

/// An operation of the REST reference with what it is given: "Report - Get", in any case. docs/operations.md lists them
/// with the reference's own parameters; azdo_operations.hpp has a class for each, with a function for every parameter.
class operation {
  public:
    explicit operation(std::string_view name) : name_(name) {}

    /// A parameter by its own name; the last one set for a name counts, nullptr sets nothing.
    operation &set(const argument &name, const azdo::value &value) noexcept {
        if (name.get() && value.get()) values_.emplace_back(name.get(), value.get());
        return *this;
    }
    /// One that this version does not know, or whose value it would refuse: it is sent as it is.
    operation &force(const argument &name, const azdo::value &value) noexcept {
        if (!name.get() || !value.get()) return *this;
        if (!forced_.empty()) forced_ += ',';
        forced_ += name.get();
        return set(name, value).set("force", forced_);
    }
    /// Another than the newest released api-version that the service has.
    operation &api_version(const argument &version) noexcept { return set("api-version", version.get()); }
    /// What it takes, JSON.
    operation &set_body(std::string_view json) noexcept { return body_ = json, *this; }

    // By names that no parameter has.
    const std::string &operation_name() const noexcept { return name_; }
    const std::optional<std::string> &operation_body() const noexcept { return body_; }
    params operation_values() const noexcept {
        params all;
        for (const auto &[name, value] : values_) all.set(name, value);
        return all;
    }

  private:
    std::string name_, forced_;
    std::vector<std::pair<std::string, std::string>> values_;
    std::optional<std::string> body_;
};

/// One that reads a list.
class list_operation : public operation {
  public:
    using operation::operation;
};

} // namespace azdo

#endif // AZDO_PARAMETERS_HPP
