// Holds every kernel variant that this processor runs against the reference: what scripts/sanitize and scripts/self-test-arm64 run.
#include "CKernels.h"
#include <stdio.h>

int main(void) {
    const char *names[] = {"plain", "neon", "avx2", "avx512"};
    int ran = 0, wrong = 0;
    for (int i = 0; i < 4; i++) {
        const lenet_kernels *kernels = lenet_kernels_named(names[i]);
        char message[256];
        if (!kernels) continue;
        const int differing = lenet_kernels_self_test(kernels, message, sizeof message);
        printf("self-test: %s: %s\n", names[i], differing ? message : "same bits as the reference");
        wrong |= differing;
        ran++;
    }
    return wrong || !ran;
}
