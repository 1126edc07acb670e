// The words in which the template is written: sixteen lanes, and narrower vectors where a loop wants them.
//
// A variant's file sets, before it includes the template:
//   VARIANT                    its name
//   NARROW                     lanes of the vector that one register holds; the weight gradients' tiles are made of these
//   CHAINS                     independent multiply-adds that keep the processor busy, for `peak`
//   TILES, MOST_PLACES         which tiles of (channels, neighbouring places) a convolution has; the most places in one
//   WEIGHT_TILES               which tiles of (channels, taps) a convolution's weight gradient has: 1 to 4 channels, and
//                              for each all numbers of taps up to the most
//   DENSE_TILES, ROWS          how many results a tile of a dense layer has: 1 to ROWS
//   DENSE_WEIGHT_TILES, WEIGHT_ROWS, COLUMNS
//                              rows of a tile of a dense layer's weight gradient, 1 to WEIGHT_ROWS; its widest tile has
//                              COLUMNS times sixteen columns
// These change which registers hold what, never which numbers are added to which, nor in what order.
#include <stdint.h>
#include <string.h>

// Vectors wider than the processor's are handed over between functions that are always inlined: no call, no convention.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

typedef float lanes __attribute__((ext_vector_type(16)));
typedef int32_t lane_mask __attribute__((ext_vector_type(16)));
typedef uint32_t lane_bits __attribute__((ext_vector_type(16)));
typedef uint8_t lane_bytes __attribute__((ext_vector_type(16)));
typedef float narrow __attribute__((ext_vector_type(NARROW)));
typedef int32_t narrow_mask __attribute__((ext_vector_type(NARROW)));
typedef uint16_t narrow_words __attribute__((ext_vector_type(2 * NARROW)));
typedef float eight __attribute__((ext_vector_type(8)));
typedef float four __attribute__((ext_vector_type(4)));
typedef float two __attribute__((ext_vector_type(2)));
typedef double doubles __attribute__((ext_vector_type(8)));
typedef uint64_t double_bits __attribute__((ext_vector_type(8)));

// The same, wherever a float may lie in memory.
typedef lanes lanes_at __attribute__((aligned(4), may_alias));
typedef narrow narrow_at __attribute__((aligned(4), may_alias));
typedef eight eight_at __attribute__((aligned(4), may_alias));
typedef doubles doubles_at __attribute__((aligned(8), may_alias));
typedef lane_bytes bytes_at __attribute__((aligned(1), may_alias));

#define LANES(place) (*(lanes_at *)(place))
#define LANES_IN(place) (*(const lanes_at *)(place))
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)

/// Rectified: NaN passes through, and both zeros become +0.
#define RECTIFIED(x) ((x) <= 0 ? (lanes)0 : (x))

/// -1 in lanes below count.
INLINE lane_mask first_lanes(int count) {
    const lane_mask place = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    return place < count;
}

/// Of a bit for each lane, those of one register from lane `first` on: x where the bit is set, elsewhere 0.
INLINE narrow passed(uint16_t bits, int first, narrow x) {
    const lane_mask all = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
    narrow_mask each;
    memcpy(&each, (const int32_t *)&all + first, sizeof each);
    return (((narrow_mask)(narrow_words)bits & each) != 0) ? x : (narrow)0;
}

/// The one order in which lanes are added: i and i + 8, then + 4, + 2, + 1.
INLINE float sum_of_lanes(lanes v) {
    eight a = v.lo + v.hi;
    four b = a.lo + a.hi;
    two c = b.lo + b.hi;
    return c.x + c.y;
}

/// Eight such sums at once; the rows already hold lane i + lane i + 8. Adds are made while transposing.
INLINE eight sums_of_eight(const eight *v) {
    eight a[4], b[2];
    UNROLL for (int i = 0; i < 4; i++) // row 2i in the lower half, row 2i + 1 in the upper
        a[i] = __builtin_shufflevector(v[2 * i], v[2 * i + 1], 0, 1, 2, 3, 8, 9, 10, 11)
            + __builtin_shufflevector(v[2 * i], v[2 * i + 1], 4, 5, 6, 7, 12, 13, 14, 15);
    UNROLL for (int i = 0; i < 2; i++)
        b[i] = __builtin_shufflevector(a[2 * i], a[2 * i + 1], 0, 1, 8, 9, 4, 5, 12, 13)
            + __builtin_shufflevector(a[2 * i], a[2 * i + 1], 2, 3, 10, 11, 6, 7, 14, 15);
    eight c = __builtin_shufflevector(b[0], b[1], 0, 2, 8, 10, 4, 6, 12, 14)
        + __builtin_shufflevector(b[0], b[1], 1, 3, 9, 11, 5, 7, 13, 15);
    return __builtin_shufflevector(c, c, 0, 4, 1, 5, 2, 6, 3, 7);
}

/// A count cut into the fewest parts of at most `largest`, as even as can be: where part `index` begins.
INLINE int part_start(int count, int parts, int index) {
    int small = count / parts, larger = count % parts;
    return index * small + (index < larger ? index : larger);
}
