#pragma STDC FP_CONTRACT OFF
// For any processor: fmaf from the C library where the processor has no fused multiply-add.
#define VARIANT plain
#define NARROW 4
#define CHAINS 12
#define MOST_PLACES 2
#define TILES(SINGLE, SEVERAL) SINGLE(1) SINGLE(2) SINGLE(3) SINGLE(4) SINGLE(5) SINGLE(6) SEVERAL(1, 2)
#define WEIGHT_TILES(T) \
    T(1, 1) T(1, 2) \
    T(2, 1) T(2, 2) \
    T(3, 1) \
    T(4, 1)
#define ROWS 2
#define DENSE_TILES(T) T(1) T(2)
#define COLUMNS 1
#define WEIGHT_ROWS 2
#define DENSE_WEIGHT_TILES(T) T(1) T(2)
#include "template/kernels.inc.h"
