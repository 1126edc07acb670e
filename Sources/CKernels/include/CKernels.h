// The loops in which the time is spent, in C so that they are vector code without compiler flags.
//
// Layout: sixteen images side by side. An activation is [channel][y][x][16 lanes] of float32; one such array holds one
// *lane group*. Weights stay plain: convolution [out][in][ky][kx], dense [out][in]. Every kernel works on one lane group
// unless it says otherwise, allocates nothing, and gives the same bits in every variant: one fixed chain of explicit
// fused multiply-adds per result, lanes summed by one fixed tree.
#pragma once
#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>

#define LENET_LANES 16
/// The most places of a convolution's output that one row of windows may cover where convolution and pooling run as one.
#define LENET_STRIP_PLACES 256

/// Rows of lanes inside a buffer that may have a border of zeros round it. `at` is the first lane of channel 0, row 0,
/// column 0 of the inside; strides count floats.
typedef struct {
    float *at;
    ptrdiff_t row;
    ptrdiff_t channel;
    int channels, height, width;
} lenet_lanes;

/// Sizes of a convolution. Output size: floor((n + 2 * padding - kernel) / stride) + 1.
typedef struct {
    int kernel_height, kernel_width;
    int stride_y, stride_x;
    int padding_y, padding_x;
} lenet_window;

/// Functions of each number by itself, with up to two parameters, a and b.
typedef enum {
    LENET_LEAKY_RELU, // x <= 0 ? a x : x
    LENET_GELU, // x times the normal distribution's probability of less than x, by erf
    LENET_GELU_TANH, // its approximation by tanh (Hendrycks and Gimpel, 2016)
    LENET_ELU, // x <= 0 ? a (e^x - 1) : x
    LENET_SELU, // scale (x <= 0 ? alpha (e^x - 1) : x), both constants from Klambauer et al., 2017
    LENET_SILU, // x / (1 + e^-x)
    LENET_MISH, // x tanh(log(1 + e^x))
    LENET_SOFTPLUS, // log(1 + e^(a x)) / a, and x itself where a x > b
    LENET_SOFTSIGN, // x / (1 + |x|)
    LENET_HARD_TANH, // -1 below -1, 1 above 1, else x
    LENET_RELU6, // 0 below 0, 6 above 6, else x
    LENET_SCALED_TANH // a tanh(b x)
} lenet_activation;

/// Losses that look at a network's outputs one by one, after a softmax or as they are. o: output, t: its target, C: classes.
typedef enum {
    LENET_SQUARED_ERROR, // sum of (o - t)^2 / C
    LENET_ABSOLUTE_ERROR, // sum of |o - t| / C; derivative 0 at 0
    LENET_HUBER, // sum of (|o - t| <= a ? (o - t)^2 / 2 : a (|o - t| - a / 2)) / C
    LENET_MULTI_MARGIN, // sum over the wrong classes of max(0, a - o of the label + o) / C; derivative 0 at the kink
    LENET_SQUARED_MULTI_MARGIN, // the terms squared
    LENET_CATEGORICAL_HINGE, // max(0, a + the greatest of 0 and the wrong classes' o - o of the label)
    LENET_HINGE, // sum of max(0, a - s o) / C with s = 1 for the label, -1 for the others
    LENET_SQUARED_HINGE, // the terms squared
    LENET_BINARY_CROSS_ENTROPY // sum of max(o, 0) - o t + log(1 + e^-|o|) / C: o are logits of their own, each with a sigmoid
} lenet_output_loss;

/// What sixteen images should give. Either labels: 16 bytes, with `hot` the target of the label's class and `cold` of the
/// others; or, where `labels` is NULL, a number for each class and image: [classes][16].
typedef struct {
    const uint8_t *labels;
    float hot, cold;
    const float *distribution;
} lenet_targets;

/// Operations of an update program; the order is that of UpdateProgram.VectorOperation in LenetEngine.
enum lenet_update_operation {
    LENET_COPY, LENET_NEGATE, LENET_ADD, LENET_SUBTRACT, LENET_MULTIPLY, LENET_DIVIDE, LENET_POWER, LENET_ABS, LENET_SIGN,
    LENET_SQRT, LENET_SQUARE, LENET_EXP, LENET_LOG, LENET_MIN, LENET_MAX,
    LENET_LESS, LENET_LESS_OR_EQUAL, LENET_GREATER, LENET_GREATER_OR_EQUAL, LENET_EQUAL, LENET_NOT_EQUAL,
    LENET_AND, LENET_OR, LENET_NOT, LENET_SELECT
};

/// result = operation(a, b, c) for each element. Operands: a vector place as it is, scalar s as -1 - s.
typedef struct lenet_update_instruction {
    uint8_t operation;
    uint8_t flush; // the result is a state: magnitudes below the smallest normal number are stored as 0
    int16_t result;
    int16_t a, b, c;
} lenet_update_instruction;

/// One variant's kernels: the table that is chosen once at start.
typedef struct lenet_kernels {
    const char *name; // "avx512", "avx2", "neon", "plain"

    /// Sixteen images (fewer: `count`; the other lanes become 0) from bytes to lanes, each byte k as the float nearest k/255.
    /// pixels: [image][channels][height][width]; indices: which images.
    void (*gather)(const uint8_t *pixels, const int32_t *indices, int count, lenet_lanes out);

    /// out = bias + correlation of in with weights; then x <= 0 ? 0 : x where `relu`. bias may be NULL. Taps outside the
    /// input are left out of a result's sum, so the border of `in` is not read.
    void (*conv_forward)(lenet_window window, lenet_lanes in, const float *weights, const float *bias, bool relu, lenet_lanes out);
    /// weight_gradient, bias_gradient (may be NULL) += the sum over places and lanes. `in` has a border of zeros at least
    /// `padding` wide.
    void (*conv_weight_gradient)(lenet_window window, lenet_lanes in, lenet_lanes out_gradient, float *weight_gradient, float *bias_gradient);
    /// in_gradient = the gradient with respect to the input. Neither needs a border: taps outside are left out.
    void (*conv_input_gradient)(lenet_window window, lenet_lanes out_gradient, const float *weights, lenet_lanes in_gradient);

    /// Convolution, bias, ReLU and pooling in one pass over rows of windows. Windows do not overlap (strides are not read), and a row
    /// of them covers at most LENET_STRIP_PLACES outputs of the convolution. passes: a bit for each lane of each covered output
    /// of the convolution, [channels][rows][columns], saying whether the window's gradient goes there: for the maximum to its
    /// first winner, for the mean to all, and only where the ReLU let something pass. scratch: as many floats as the covered
    /// outputs of the larger of six and `out.channels` channels have.
    void (*conv_pool_forward)(lenet_window window, lenet_window pool, bool maximum, lenet_lanes in, const float *weights, const float *bias,
                              float *scratch, lenet_lanes out, uint16_t *passes);
    /// conv_weight_gradient and, unless in_gradient.at is NULL, conv_input_gradient, from the gradient of what pooling gave. `in`
    /// has a border of zeros at least `padding` wide; in_gradient may lie where `in` lies if there is none.
    void (*conv_pool_backward)(lenet_window window, lenet_window pool, bool maximum, lenet_lanes in, const float *weights,
                               lenet_lanes out_gradient, const uint16_t *passes, float *scratch, float *weight_gradient,
                               float *bias_gradient, lenet_lanes in_gradient);

    /// Pooling without padding. The maximum is the first among equals, in row-major order of the window.
    void (*max_pool_forward)(lenet_window window, lenet_lanes in, lenet_lanes out);
    /// The winner is found again by comparing: the first that is not less than the maximum. `relu`: the input came out of a ReLU whose gradient is taken here too
    /// (in_gradient is 0 where in <= 0). in_gradient is overwritten; windows that overlap add.
    void (*max_pool_backward)(lenet_window window, lenet_lanes in, lenet_lanes out, lenet_lanes out_gradient, bool relu, lenet_lanes in_gradient);
    void (*average_pool_forward)(lenet_window window, lenet_lanes in, lenet_lanes out);
    void (*average_pool_backward)(lenet_window window, lenet_lanes in, lenet_lanes out_gradient, bool relu, lenet_lanes in_gradient);

    /// in: [inputs][16], weights: [outputs][inputs], out: [outputs][16].
    void (*dense_forward)(int inputs, int outputs, const float *in, const float *weights, const float *bias, bool relu, float *out);
    /// in_gradient: [inputs][16] = weights^T * out_gradient.
    void (*dense_input_gradient)(int inputs, int outputs, const float *out_gradient, const float *weights, float *in_gradient);
    /// Rows first_output..<last_output of the weight gradient of a whole batch, images in order, overwriting.
    /// in_by_image: [groups * 16][inputs] (see transpose); out_gradient: [groups] blocks of [outputs][16], `group_stride`
    /// floats apart. bias_gradient may be NULL.
    void (*dense_weight_gradient)(int inputs, int outputs, int groups, const float *in_by_image, const float *out_gradient,
                                  ptrdiff_t group_stride, int first_output, int last_output, float *weight_gradient, float *bias_gradient);
    /// [units][16] to [16][units].
    void (*transpose)(int units, const float *lanes, float *by_image);

    /// Element-wise, `count` floats. Backward: in_gradient = out_gradient * derivative, in place allowed.
    void (*relu_forward)(size_t count, const float *in, float *out);
    void (*relu_backward)(size_t count, const float *out, const float *out_gradient, float *in_gradient);
    void (*tanh_forward)(size_t count, const float *in, float *out);
    void (*tanh_backward)(size_t count, const float *out, const float *out_gradient, float *in_gradient);
    void (*sigmoid_forward)(size_t count, const float *in, float *out);
    void (*sigmoid_backward)(size_t count, const float *out, const float *out_gradient, float *in_gradient);
    /// Keeps a value where its random word is at least rate * 2^32 and multiplies it by 1 / (1 - rate); 0 elsewhere. The word
    /// of unit u (in channel, row, column order) and lane i is word u % 4 of the Philox block with the key (low, high half of
    /// seed) and the counter (u / 4, 3 + 256 * layer, step, first_image + i); 3 is RandomStream.Purpose.dropout. Backward: the
    /// same call on the gradient. In place allowed.
    void (*dropout)(int units, float rate, uint64_t seed, uint32_t step, uint32_t layer, uint32_t first_image, const float *in, float *out);

    /// Backward takes the input: in_gradient = out_gradient * derivative; in place on either allowed. A corner has the derivative
    /// of the branch that its formula above takes; hard tanh and ReLU6 have 0 at theirs.
    void (*activation_forward)(lenet_activation function, float a, float b, size_t count, const float *in, float *out);
    void (*activation_backward)(lenet_activation function, float a, float b, size_t count, const float *in, const float *out_gradient, float *in_gradient);

    /// Batch normalisation; a channel's numbers are all its places in the first `count` lanes. Sums are in double precision:
    /// lane by lane over the places in order, then one sum of the lanes, added to what `sums` holds.
    /// sums: [channels][2] += the sums of in and of its square.
    void (*channel_sums)(lenet_lanes in, int count, double *sums);
    /// With n = (in - mean) * factor: out = n * gamma + beta. All of them [channels].
    void (*normalize)(lenet_lanes in, const float *mean, const float *factor, const float *gamma, const float *beta, lenet_lanes out);
    /// sums: [channels][2] += the sums of out_gradient and of out_gradient * n.
    void (*normalize_sums)(lenet_lanes in, lenet_lanes out_gradient, int count, const float *mean, const float *factor, double *sums);
    /// in_gradient = gamma * factor * (out_gradient - mean_gradient - n * mean_product); 0 in the other lanes. In place on either
    /// allowed.
    void (*normalize_backward)(lenet_lanes in, lenet_lanes out_gradient, int count, const float *mean, const float *factor, const float *gamma,
                               const float *mean_gradient, const float *mean_product, lenet_lanes in_gradient);

    /// Losses. logits, outputs: [classes][16]; `count` images count, other lanes get gradient 0 and loss 0. loss: [16], per image;
    /// gradient (may be NULL for evaluation): [classes][16] = d(sum of losses) * scale.
    /// Cross entropy: minus the sum of t log softmax; targets of an image add up to 1.
    void (*softmax_cross_entropy)(int classes, int count, const float *logits, lenet_targets targets, float scale, float *loss, float *gradient);
    /// Kullback-Leibler divergence: the sum of t (log t - log softmax); 0 log 0 is 0.
    void (*softmax_divergence)(int classes, int count, const float *logits, lenet_targets targets, float scale, float *loss, float *gradient);
    /// Focal loss (Lin et al., 2017): -alpha (1 - p)^gamma log p with p the softmax of the label's class; gamma >= 0.
    void (*softmax_focal)(float gamma, float alpha, int classes, int count, const float *logits, const uint8_t *labels, float scale, float *loss, float *gradient);
    /// A loss of the softmax of `outputs`, or of them as they are; a: its parameter. Margins and hinges look at labels alone.
    void (*output_loss)(lenet_output_loss function, bool softmax, float a, int classes, int count, const float *outputs, lenet_targets targets, float scale, float *loss, float *gradient);
    /// probabilities: [classes][16].
    void (*softmax)(int classes, const float *logits, float *probabilities);

    /// total[i] = part_0[i] + part_1[i] + …, in order; parts are `stride` floats apart.
    void (*sum_parts)(size_t count, int parts, const float *part, ptrdiff_t stride, float *total);

    /// One pass of an update program over n <= 1024 weights. registers: where each vector place begins; scalars as Doubles.
    void (*update_block_float)(const lenet_update_instruction *code, int instructions, float *const *registers, const double *scalars, int n);
    void (*update_block_double)(const lenet_update_instruction *code, int instructions, double *const *registers, const double *scalars, int n);

    /// The sum of n <= 1024 numbers, or of their squares, in double precision: number i is added to sum i % 16 of sixteen, in
    /// order; the sixteen are added as lanes are, i and i + 8, then + 4, + 2, + 1.
    double (*sum_block_float)(const float *numbers, int n, bool squares);
    double (*sum_block_double)(const double *numbers, int n, bool squares);
    /// out = a * b for matrices in rows: a is [rows][inner], b [inner][columns], rows `…_stride` numbers apart. Each result is one
    /// chain of fused multiply-adds over `inner`, from 0. `columns` and the strides of b and out are multiples of 16; out is
    /// neither a nor b.
    void (*product_float)(int rows, int inner, int columns, const float *a, ptrdiff_t a_stride, const float *b, ptrdiff_t b_stride,
                          float *out, ptrdiff_t out_stride);
    void (*product_double)(int rows, int inner, int columns, const double *a, ptrdiff_t a_stride, const double *b, ptrdiff_t b_stride,
                           double *out, ptrdiff_t out_stride);

    /// Runs fused multiply-adds on registers only; returns how many floating-point operations it did (2 per multiply-add).
    double (*peak)(long rounds);
} lenet_kernels;

/// The variant that LENET_KERNELS names, else the best that this processor runs.
const lenet_kernels *lenet_kernels_chosen(void);
/// By name; NULL where it is unknown or this processor cannot run it.
const lenet_kernels *lenet_kernels_named(const char *name);

/// What LENET_KERNELS says where that is no variant this processor runs (lenet_kernels_chosen has then taken the best);
/// otherwise NULL. The program reports it and ends.
const char *lenet_kernels_refused(void);
/// The slow, readable definition of every kernel, for tests: any variant gives the same bits.
const lenet_kernels *lenet_kernels_reference(void);
/// Compares a variant with the reference on a handful of shapes. 0: the same bits everywhere; otherwise how many comparisons
/// failed, their kernels named in `message` (at most `size` bytes, ended by 0); -1: no memory.
int lenet_kernels_self_test(const lenet_kernels *kernels, char *message, int size);

// The project's own elementary functions: the C library's change their bits from processor to processor.
double lenet_exp(double), lenet_log(double), lenet_pow(double, double), lenet_sin(double), lenet_cos(double), lenet_tanh(double), lenet_erf(double);
float lenet_expf(float), lenet_logf(float), lenet_powf(float, float), lenet_sinf(float), lenet_cosf(float), lenet_tanhf(float), lenet_erff(float);

// Threads: a small pool, made once, that spins briefly before it sleeps.
typedef struct lenet_pool lenet_pool;
/// `threads` counts the caller. NULL where the system refuses.
lenet_pool *lenet_pool_create(int threads);
void lenet_pool_destroy(lenet_pool *pool);
int lenet_pool_threads(const lenet_pool *pool);
/// Calls body(context, task, worker) for every task 0..<tasks, spread over the workers 0..<threads, and returns when all are done.
void lenet_pool_run(lenet_pool *pool, int tasks, void (*body)(void *context, int task, int worker), void *context);

// The interrupt flag: set by ^C, read between batches.
void lenet_interrupt_request(void);
void lenet_interrupt_clear(void);
bool lenet_interrupt_requested(void);
/// From now on SIGINT sets the flag instead of ending the process.
void lenet_interrupt_install(void);
