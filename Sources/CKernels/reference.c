#pragma STDC FP_CONTRACT OFF
// The slow, readable definition of every kernel. Tests and the self-test compare the variants with it, bit by bit.
#include "CKernels.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static inline uint32_t bits_of(float x) {
    uint32_t b;
    memcpy(&b, &x, sizeof b);
    return b;
}
static inline float float_of(uint32_t b) {
    float x;
    memcpy(&x, &b, sizeof x);
    return x;
}

// The activations' formulas for one number.
#define INLINE static inline
#define FMA fmaf
#define REAL float
#define BITS uint32_t
#define NAME(function) one_##function
#define AS_BITS(x) bits_of(x)
#define AS_REAL(b) float_of(b)
#define one_exp lenet_expf
#define one_log lenet_logf
#define one_tanh lenet_tanhf
#define one_erf lenet_erff
#include "template/activation.inc.h"

#include "reference/layers.inc.h"
#include "reference/normalize.inc.h"
#include "reference/numbers.inc.h"
#include "reference/losses.inc.h"

/// One chain of multiply-adds.
static double peak(long rounds) {
    volatile float factor = 0.5f;
    float sum = 0;
    for (long round = 0; round < rounds; round++) sum = fmaf(sum, factor, 1.0f);
    factor = sum;
    return 2.0 * (double)rounds;
}

static const lenet_kernels reference = {
    .name = "reference",
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
    .update_block_float = update_block_float,
    .update_block_double = update_block_double,
    .sum_block_float = sum_block_float,
    .sum_block_double = sum_block_double,
    .product_float = product_float,
    .product_double = product_double,
    .peak = peak,
};

const lenet_kernels *lenet_kernels_reference(void) { return &reference; }
