// All kernels of one variant. The variant's file sets what vector.inc.h asks for, VARIANT and, where the compiler must be
// told, the target of the functions.
#include "../include/CKernels.h"
#include "vector.inc.h"

#define REAL lanes
#define BITS lane_bits
#define NAME(function) lanes_##function
#define AS_BITS(x) ((lane_bits)(x))
#define AS_REAL(b) ((lanes)(b))
#include "math_float.inc.h"

#define REAL doubles
#define BITS double_bits
#define NAME(function) doubles_##function
#define AS_BITS(x) ((double_bits)(x))
#define AS_REAL(b) ((doubles)(b))
#include "math_double.inc.h"

#define REAL lanes
#define BITS lane_bits
#define NAME(function) lanes_##function
#define AS_BITS(x) ((lane_bits)(x))
#define AS_REAL(b) ((lanes)(b))
#include "activation.inc.h"

#include "gather.inc.h"
#include "correlate.inc.h"
#include "conv_weights.inc.h"
#include "pool.inc.h"
#include "conv_pool.inc.h"
#include "dense.inc.h"
#include "elementwise.inc.h"
#include "dropout.inc.h"
#include "normalize.inc.h"

/// x^n by repeated squaring; n negative: 1 / x^-n.
INLINE doubles doubles_whole_power(doubles x, int n) {
    doubles result = 1;
    for (int left = n < 0 ? -n : n; left > 0; left >>= 1) {
        if (left & 1) result *= x;
        x *= x;
    }
    return n < 0 ? 1 / result : result;
}

/// Powers of single-precision numbers are taken in double precision and rounded once.
INLINE lanes lanes_whole_power(lanes x, int n) {
    lanes result;
    result.lo = __builtin_convertvector(doubles_whole_power(__builtin_convertvector(x.lo, doubles), n), eight);
    result.hi = __builtin_convertvector(doubles_whole_power(__builtin_convertvector(x.hi, doubles), n), eight);
    return result;
}

static void power_of_lanes(const lanes *x, const lanes *y, lanes *result) {
    result->lo = __builtin_convertvector(doubles_pow(__builtin_convertvector(x->lo, doubles), __builtin_convertvector(y->lo, doubles)), eight);
    result->hi = __builtin_convertvector(doubles_pow(__builtin_convertvector(x->hi, doubles), __builtin_convertvector(y->hi, doubles)), eight);
}
INLINE lanes lanes_pow(lanes x, lanes y) {
    lanes result;
    power_of_lanes(&x, &y, &result);
    return result;
}

#include "loss.inc.h"

/// The sixteen sums of a block, added as lanes are.
INLINE double sum_of_sums(doubles low, doubles high) {
    typedef double four_doubles __attribute__((ext_vector_type(4)));
    const doubles eight_sums = low + high;
    const four_doubles four_sums = eight_sums.lo + eight_sums.hi;
    return (four_sums.x + four_sums.z) + (four_sums.y + four_sums.w);
}

#define ELEMENT float
#define VECTOR lanes
#define WIDTH 16
#define NAME(function) lanes_##function
#define SMALLEST 0x1p-126f
#define POWER lanes_pow
#define WHOLE_POWER lanes_whole_power
#include "update.inc.h"

#define ELEMENT double
#define VECTOR doubles
#define WIDTH 8
#define NAME(function) doubles_##function
#define SMALLEST 0x1p-1022
#define POWER doubles_pow
#define WHOLE_POWER doubles_whole_power
#include "update.inc.h"

/// Twelve or more chains of multiply-adds that never leave their registers.
static double peak(long rounds) {
    narrow sum[CHAINS];
    narrow factor = 0.5f, term = 1.0f;
    __asm__ volatile("" : "+m"(factor), "+m"(term)); // not known to the compiler
    UNROLL for (int i = 0; i < CHAINS; i++) sum[i] = (narrow)(float)i;
    for (long round = 0; round < rounds; round++) {
        UNROLL for (int repeat = 0; repeat < 8; repeat++) {
            UNROLL for (int i = 0; i < CHAINS; i++) sum[i] = FMA(sum[i], factor, term);
        }
    }
    UNROLL for (int i = 0; i < CHAINS; i++) __asm__ volatile("" : : "m"(sum[i]));
    return (double)rounds * 8 * CHAINS * NARROW * 2;
}

#define TABLE_OF(name) TABLE_NAME(name)
#define TABLE_NAME(name) lenet_kernels_##name
#define NAME_OF(name) NAME_TEXT(name)
#define NAME_TEXT(name) #name

const lenet_kernels TABLE_OF(VARIANT) = {
    .name = NAME_OF(VARIANT),
    .gather = gather,
    .conv_forward = conv_forward,
    .conv_weight_gradient = conv_weight_gradient,
    .conv_input_gradient = conv_input_gradient,
    .conv_pool_forward = conv_pool_forward,
    .conv_pool_backward = conv_pool_backward,
    .max_pool_forward = max_pool_forward,
    .max_pool_backward = max_pool_backward,
    .average_pool_forward = average_pool_forward,
    .average_pool_backward = average_pool_backward,
    .dense_forward = dense_forward,
    .dense_input_gradient = dense_input_gradient,
    .dense_weight_gradient = dense_weight_gradient,
    .transpose = transpose,
    .relu_forward = relu_forward,
    .relu_backward = relu_backward,
    .tanh_forward = tanh_forward,
    .tanh_backward = tanh_backward,
    .sigmoid_forward = sigmoid_forward,
    .sigmoid_backward = sigmoid_backward,
    .activation_forward = activation_forward,
    .activation_backward = activation_backward,
    .channel_sums = channel_sums,
    .normalize = normalize,
    .normalize_sums = normalize_sums,
    .normalize_backward = normalize_backward,
    .dropout = dropout,
    .softmax_cross_entropy = softmax_cross_entropy,
    .softmax_divergence = softmax_divergence,
    .softmax_focal = softmax_focal,
    .output_loss = output_loss,
    .softmax = softmax,
    .sum_parts = sum_parts,
    .update_block_float = lanes_update_block,
    .update_block_double = doubles_update_block,
    .sum_block_float = lanes_sum_block,
    .sum_block_double = doubles_sum_block,
    .product_float = lanes_product,
    .product_double = doubles_product,
    .peak = peak,
};
