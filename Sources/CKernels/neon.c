#pragma STDC FP_CONTRACT OFF
// NEON, which every 64-bit ARM processor has: thirty-two registers of four lanes; a tile has twenty to twenty-four sums.
#if defined(__aarch64__)
#define VARIANT neon
#define NARROW 4
#define CHAINS 20
#define MOST_PLACES 5
#define TILES(SINGLE, SEVERAL) SINGLE(1) SINGLE(2) SINGLE(3) SINGLE(4) SINGLE(5) SINGLE(6) SEVERAL(1, 5) SEVERAL(2, 3) SEVERAL(3, 2)
#define WEIGHT_TILES(T) \
    T(1, 1) T(1, 2) T(1, 3) T(1, 4) T(1, 5) T(1, 6) T(1, 7) T(1, 8) \
    T(2, 1) T(2, 2) T(2, 3) T(2, 4) T(2, 5) T(2, 6) T(2, 7) T(2, 8) \
    T(3, 1) T(3, 2) T(3, 3) T(3, 4) T(3, 5) T(3, 6) \
    T(4, 1) T(4, 2) T(4, 3) T(4, 4) T(4, 5)
#define ROWS 6
#define DENSE_TILES(T) T(1) T(2) T(3) T(4) T(5) T(6)
#define COLUMNS 1
#define WEIGHT_ROWS 6
#define DENSE_WEIGHT_TILES(T) T(1) T(2) T(3) T(4) T(5) T(6)
#include "template/kernels.inc.h"
#endif
