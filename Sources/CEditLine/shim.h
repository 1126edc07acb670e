// libedit's native interface. Its calls with variable arguments are not imported into Swift: the inline
// functions here give each use a name and fixed arguments.
#pragma once
#include <histedit.h>
#include <stdio.h>

/// Opens an editor on this process's standard streams (Swift 6 will not touch `stdin` and its kin).
static inline EditLine *lenet_el_open(const char *program) { return el_init(program, stdin, stdout, stderr); }
