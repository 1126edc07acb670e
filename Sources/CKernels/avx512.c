#pragma STDC FP_CONTRACT OFF
// AVX-512: thirty-two registers of sixteen lanes; a tile has twenty to twenty-five sums.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#define VARIANT avx512
#define NARROW 16
#define CHAINS 16
#define MOST_PLACES 5
#define TILES(SINGLE, SEVERAL)                                                                                \
    SINGLE(1) SINGLE(2) SINGLE(3) SINGLE(4) SINGLE(5) SINGLE(6)                                               \
    SEVERAL(1, 2) SEVERAL(1, 3) SEVERAL(1, 4) SEVERAL(1, 5) SEVERAL(2, 2) SEVERAL(2, 3) SEVERAL(2, 4) SEVERAL(2, 5) \
    SEVERAL(3, 2) SEVERAL(3, 3) SEVERAL(3, 4) SEVERAL(3, 5) SEVERAL(4, 2) SEVERAL(4, 3) SEVERAL(4, 4) SEVERAL(4, 5) \
    SEVERAL(5, 2) SEVERAL(5, 3) SEVERAL(5, 4) SEVERAL(5, 5) SEVERAL(6, 2) SEVERAL(6, 3) SEVERAL(6, 4)
#define WEIGHT_TILES(T) \
    T(1, 1) T(1, 2) T(1, 3) T(1, 4) T(1, 5) T(1, 6) T(1, 7) T(1, 8) \
    T(2, 1) T(2, 2) T(2, 3) T(2, 4) T(2, 5) T(2, 6) T(2, 7) T(2, 8) \
    T(3, 1) T(3, 2) T(3, 3) T(3, 4) T(3, 5) T(3, 6) T(3, 7) \
    T(4, 1) T(4, 2) T(4, 3) T(4, 4) T(4, 5) T(4, 6)
#define ROWS 12
#define DENSE_TILES(T) T(1) T(2) T(3) T(4) T(5) T(6) T(7) T(8) T(9) T(10) T(11) T(12)
#define COLUMNS 2
#define WEIGHT_ROWS 8
#define DENSE_WEIGHT_TILES(T) T(1) T(2) T(3) T(4) T(5) T(6) T(7) T(8)
#include "template/kernels.inc.h"
#pragma clang attribute pop
#endif
