#include "CKernels.h"
#include <stdlib.h>
#include <string.h>

extern const lenet_kernels lenet_kernels_plain;
#if defined(__x86_64__)
extern const lenet_kernels lenet_kernels_avx512, lenet_kernels_avx2;
#elif defined(__aarch64__)
extern const lenet_kernels lenet_kernels_neon;
#endif

/// The variants that this processor runs, best first.
static int runnable(const lenet_kernels *found[4]) {
    int count = 0;
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512bw"))
        found[count++] = &lenet_kernels_avx512;
    if (has_avx2) found[count++] = &lenet_kernels_avx2;
#elif defined(__aarch64__)
    found[count++] = &lenet_kernels_neon;
#endif
    found[count++] = &lenet_kernels_plain;
    return count;
}

const lenet_kernels *lenet_kernels_named(const char *name) {
    const lenet_kernels *found[4];
    const int count = runnable(found);
    for (int i = 0; i < count; i++)
        if (name && strcmp(found[i]->name, name) == 0) return found[i];
    return NULL;
}

const char *lenet_kernels_refused(void) {
    const char *wanted = getenv("LENET_KERNELS");
    return wanted && *wanted && !lenet_kernels_named(wanted) ? wanted : NULL;
}

const lenet_kernels *lenet_kernels_chosen(void) {
    const lenet_kernels *forced = lenet_kernels_named(getenv("LENET_KERNELS"));
    if (forced) return forced;
    const lenet_kernels *found[4];
    runnable(found);
    return found[0];
}
