#pragma STDC FP_CONTRACT OFF
// AVX2 and FMA: sixteen registers of eight lanes; a tile has twelve sums of a register each, or six pairs.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define VARIANT avx2
#define NARROW 8
#define CHAINS 12
#define MOST_PLACES 5
#define TILES(SINGLE, SEVERAL) SINGLE(1) SINGLE(2) SINGLE(3) SINGLE(4) SINGLE(5) SINGLE(6) SEVERAL(1, 5) SEVERAL(2, 3) SEVERAL(3, 2)
#define WEIGHT_TILES(T) \
    T(1, 1) T(1, 2) T(1, 3) T(1, 4) T(1, 5) T(1, 6) \
    T(2, 1) T(2, 2) T(2, 3) T(2, 4) T(2, 5) \
    T(3, 1) T(3, 2) T(3, 3) T(3, 4) \
    T(4, 1) T(4, 2) T(4, 3)
#define ROWS 6
#define DENSE_TILES(T) T(1) T(2) T(3) T(4) T(5) T(6)
#define COLUMNS 1
#define WEIGHT_ROWS 6
#define DENSE_WEIGHT_TILES(T) T(1) T(2) T(3) T(4) T(5) T(6)
#include "template/kernels.inc.h"
#pragma clang attribute pop
#endif
