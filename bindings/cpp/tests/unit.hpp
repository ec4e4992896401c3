// The other unit of the test program, which is compiled as another version of C++.
#ifndef UNIT_HPP
#define UNIT_HPP

#include <azdo.hpp>
#include <azdo.hpp>

long cpp_version_elsewhere();
azdo::list<azdo::build> list_elsewhere(const azdo::client &client, const azdo::argument &project);
long count_elsewhere(azdo::list<azdo::build> builds);
azdo::status failure_elsewhere(const azdo::client &client, const azdo::waiting &until);

#endif
