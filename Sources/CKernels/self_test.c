#pragma STDC FP_CONTRACT OFF
// A variant against the reference on a handful of shapes, bit by bit: for processors on which the tests cannot run.
#include "CKernels.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 << 19 }; // floats in each buffer

typedef struct {
    const lenet_kernels *kernels; // under test
    const lenet_kernels *reference;
    float *in, *weights, *gradient, *ours, *theirs;
    uint32_t random;
    char *message;
    int size, differing;
} self_test;

/// Numbers between -1 and 1, now and then 0, with more digits than a product keeps.
static float next_number(self_test *test) {
    test->random = test->random * 1664525u + 1013904223u;
    const uint32_t word = test->random >> 8;
    return word % 16 == 0 ? 0 : (float)((int32_t)word - (1 << 23)) * 0x1p-23f;
}

static void fill(self_test *test, float *numbers, size_t count) {
    for (size_t i = 0; i < count; i++) numbers[i] = next_number(test);
}

static bool same_bits(const float *a, const float *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (memcmp(a + i, b + i, sizeof *a) != 0 && (a[i] == a[i] || b[i] == b[i])) return false;
    return true;
}

/// Both results are whole buffers that began alike, so a number written beside its place shows too.
static void check(self_test *test, const char *what) {
    if (same_bits(test->ours, test->theirs, ROOM)) return;
    test->differing++;
    if (test->size <= 0 || strstr(test->message, what)) return;
    const size_t used = strlen(test->message);
    snprintf(test->message + used, (size_t)test->size - used, "%s%s", used ? ", " : "", what);
}

static void begin(self_test *test) {
    fill(test, test->ours, ROOM);
    memcpy(test->theirs, test->ours, ROOM * sizeof(float));
}

/// Lanes with a border inside a buffer.
static lenet_lanes place(float *buffer, int channels, int height, int width, int border) {
    const ptrdiff_t row = (ptrdiff_t)(width + 2 * border) * LENET_LANES, channel = row * (height + 2 * border);
    return (lenet_lanes){buffer + border * (row + LENET_LANES), row, channel, channels, height, width};
}

static void fill_lanes(self_test *test, float *buffer, lenet_lanes l) {
    memset(buffer, 0, ROOM * sizeof(float));
    for (int c = 0; c < l.channels; c++)
        for (int y = 0; y < l.height; y++) fill(test, l.at + c * l.channel + y * l.row, (size_t)l.width * LENET_LANES);
}

typedef struct {
    int in_channels, out_channels, height, width;
    lenet_window window;
} conv_shape;

static void check_conv(self_test *test, conv_shape s) {
    const lenet_kernels *variants[2] = {test->kernels, test->reference};
    float *results[2] = {test->ours, test->theirs};
    const lenet_window w = s.window;
    const int border = w.padding_y > w.padding_x ? w.padding_y : w.padding_x;
    const int height = (s.height + 2 * w.padding_y - w.kernel_height) / w.stride_y + 1;
    const int width = (s.width + 2 * w.padding_x - w.kernel_width) / w.stride_x + 1;
    const lenet_lanes in = place(test->in, s.in_channels, s.height, s.width, border);
    const lenet_lanes gradient = place(test->gradient, s.out_channels, height, width, 1);
    fill_lanes(test, test->in, in);
    fill_lanes(test, test->gradient, gradient);
    fill(test, test->weights, ROOM);
    const float *bias = test->weights + ROOM - 64;

    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->conv_forward(w, in, test->weights, bias, false, place(results[i], s.out_channels, height, width, 1));
    check(test, "conv_forward");
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->conv_forward(w, in, test->weights, NULL, true, place(results[i], s.out_channels, height, width, 0));
    check(test, "conv_forward with ReLU");
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->conv_weight_gradient(w, in, gradient, results[i], results[i] + ROOM - 64);
    check(test, "conv_weight_gradient");
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->conv_input_gradient(w, gradient, test->weights, place(results[i], s.in_channels, s.height, s.width, 1));
    check(test, "conv_input_gradient");
}

/// The convolution with a pooling behind it, which leaves rows and columns over where they do not fill a window.
static void check_conv_pool(self_test *test, conv_shape s, lenet_window pool, bool maximum) {
    const lenet_kernels *variants[2] = {test->kernels, test->reference};
    float *results[2] = {test->ours, test->theirs};
    const lenet_window w = s.window;
    const int border = w.padding_y > w.padding_x ? w.padding_y : w.padding_x;
    const int height = ((s.height + 2 * w.padding_y - w.kernel_height) / w.stride_y + 1) / pool.kernel_height;
    const int width = ((s.width + 2 * w.padding_x - w.kernel_width) / w.stride_x + 1) / pool.kernel_width;
    if (height == 0 || width == 0) return;
    const lenet_lanes in = place(test->in, s.in_channels, s.height, s.width, border);
    const lenet_lanes gradient = place(test->gradient, s.out_channels, height, width, 1);
    fill_lanes(test, test->in, in);
    fill_lanes(test, test->gradient, gradient);
    fill(test, test->weights, ROOM);
    const float *bias = test->weights + ROOM - 64;
    float *scratch = test->weights + ROOM / 2;
    uint16_t *passes = (uint16_t *)(void *)(test->gradient + ROOM / 2);

    begin(test);
    for (int i = 0; i < 2; i++)
        variants[i]->conv_pool_forward(w, pool, maximum, in, test->weights, bias, scratch, place(results[i], s.out_channels, height, width, 1),
                                       (uint16_t *)(void *)(results[i] + ROOM / 2));
    check(test, "conv_pool_forward");
    memcpy(passes, test->theirs + ROOM / 2, sizeof(uint16_t) * (size_t)(s.out_channels * height * width * pool.kernel_height * pool.kernel_width));
    begin(test);
    for (int i = 0; i < 2; i++)
        variants[i]->conv_pool_backward(w, pool, maximum, in, test->weights, gradient, passes, scratch, results[i] + ROOM / 2, results[i] + ROOM - 64,
                                        place(results[i], s.in_channels, s.height, s.width, 1));
    check(test, "conv_pool_backward");
    begin(test);
    for (int i = 0; i < 2; i++)
        variants[i]->conv_pool_backward(w, pool, maximum, in, test->weights, gradient, passes, scratch, results[i], NULL, (lenet_lanes){0});
    check(test, "conv_pool_backward to the weights");
}

static void check_pool(self_test *test, conv_shape s, bool relu) {
    const lenet_kernels *variants[2] = {test->kernels, test->reference};
    float *results[2] = {test->ours, test->theirs};
    const lenet_window w = s.window;
    const int height = (s.height - w.kernel_height) / w.stride_y + 1, width = (s.width - w.kernel_width) / w.stride_x + 1;
    const lenet_lanes in = place(test->in, s.in_channels, s.height, s.width, 1), gradient = place(test->gradient, s.in_channels, height, width, 1);
    const lenet_lanes out = place(test->weights, s.in_channels, height, width, 0);
    fill_lanes(test, test->in, in);
    fill_lanes(test, test->gradient, gradient);
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->max_pool_forward(w, in, place(results[i], s.in_channels, height, width, 1));
    check(test, "max_pool_forward");
    test->reference->max_pool_forward(w, in, out);
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->max_pool_backward(w, in, out, gradient, relu, place(results[i], s.in_channels, s.height, s.width, 1));
    check(test, "max_pool_backward");
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->average_pool_forward(w, in, place(results[i], s.in_channels, height, width, 1));
    check(test, "average_pool_forward");
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->average_pool_backward(w, in, gradient, relu, place(results[i], s.in_channels, s.height, s.width, 1));
    check(test, "average_pool_backward");
}

static void check_dense(self_test *test, int inputs, int outputs, int groups) {
    const lenet_kernels *variants[2] = {test->kernels, test->reference};
    float *results[2] = {test->ours, test->theirs};
    fill(test, test->in, ROOM);
    fill(test, test->weights, ROOM);
    fill(test, test->gradient, ROOM);
    const float *bias = test->weights + ROOM - outputs;
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->dense_forward(inputs, outputs, test->in, test->weights, bias, outputs % 2, results[i]);
    check(test, "dense_forward");
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->dense_input_gradient(inputs, outputs, test->gradient, test->weights, results[i]);
    check(test, "dense_input_gradient");
    begin(test);
    const ptrdiff_t stride = (ptrdiff_t)outputs * LENET_LANES + 32;
    for (int i = 0; i < 2; i++)
        variants[i]->dense_weight_gradient(inputs, outputs, groups, test->in, test->gradient, stride, outputs / 3, outputs, results[i],
                                           results[i] + ROOM - outputs);
    check(test, "dense_weight_gradient");
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->transpose(inputs, test->in, results[i]);
    check(test, "transpose");
}

static void check_numbers(self_test *test, size_t count) {
    const lenet_kernels *variants[2] = {test->kernels, test->reference};
    float *results[2] = {test->ours, test->theirs};
    fill(test, test->in, ROOM);
    fill(test, test->gradient, ROOM);
    for (size_t i = 0; i < ROOM; i++) test->in[i] *= 20;
    const float special[] = {0.0f, -0.0f, __builtin_inff(), -__builtin_inff(), __builtin_nanf(""), 1e-40f, -1e-40f, 3e38f, -89.0f, 100.0f};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) test->in[3 * i] = special[i];
#define CHECK(kernel, ...)                                                \
    begin(test);                                                          \
    for (int i = 0; i < 2; i++) variants[i]->kernel(__VA_ARGS__);         \
    check(test, #kernel)
    CHECK(relu_forward, count, test->in, results[i]);
    CHECK(relu_backward, count, test->in, test->gradient, results[i]);
    CHECK(tanh_forward, count, test->in, results[i]);
    CHECK(tanh_backward, count, test->in, test->gradient, results[i]);
    CHECK(sigmoid_forward, count, test->in, results[i]);
    CHECK(sigmoid_backward, count, test->in, test->gradient, results[i]);
    CHECK(sum_parts, count, 5, test->gradient, (ptrdiff_t)count + 3, results[i]);
    CHECK(dropout, (int)count / 16, 0.3f, 0x123456789abcdefu, 77, 3, 32, test->gradient, results[i]);
    uint8_t labels[LENET_LANES];
    for (int i = 0; i < LENET_LANES; i++) labels[i] = (uint8_t)(i * 7 % 10);
    CHECK(softmax, 10, test->in, results[i]);
    for (int function = LENET_LEAKY_RELU; function <= LENET_SCALED_TANH; function++) {
        CHECK(activation_forward, (lenet_activation)function, 1.7f, 0.6f, count, test->in, results[i]);
        CHECK(activation_backward, (lenet_activation)function, 1.7f, 0.6f, count, test->in, test->gradient, results[i]);
    }
    const lenet_targets given[] = {{labels, 1, 0, NULL}, {labels, 0.9f, 0.02f, NULL}, {NULL, 0, 0, test->weights}};
    for (size_t i = 0; i < 10 * LENET_LANES; i++) test->weights[i] = i % 7 == 0 ? 0 : next_number(test) * 0.5f + 0.5f;
    for (int t = 0; t < 3; t++) {
        const lenet_targets targets = given[t];
        CHECK(softmax_cross_entropy, 10, 13, test->in, targets, 0.125f, results[i] + 1000, results[i]);
        CHECK(softmax_cross_entropy, 10, 16, test->in, targets, 0.125f, results[i], NULL);
        CHECK(softmax_divergence, 10, 13, test->in, targets, 0.125f, results[i] + 1000, results[i]);
        for (int function = LENET_SQUARED_ERROR; function <= LENET_BINARY_CROSS_ENTROPY; function++) {
            const bool needs_labels = function >= LENET_MULTI_MARGIN && function <= LENET_SQUARED_HINGE;
            if (needs_labels && !targets.labels) continue;
            for (int softmax = 0; softmax < 2; softmax++) {
                CHECK(output_loss, (lenet_output_loss)function, softmax, 0.7f, 10, 13, test->in, targets, 0.125f, results[i] + 1000, results[i]);
            }
        }
    }
    const float powers[] = {0, 0.5f, 1, 2, 2.5f};
    for (int p = 0; p < 5; p++) {
        CHECK(softmax_focal, powers[p], 0.25f, 10, 13, test->in, labels, 0.125f, results[i] + 1000, results[i]);
    }
    // The buffer's bytes as pictures of 3 x 7 x 5.
    const int32_t indices[LENET_LANES] = {5, 0, 9, 1, 3, 3, 7, 2, 8, 11, 4, 6, 10, 12, 14, 13};
    CHECK(gather, (const uint8_t *)test->in, indices, 16, place(results[i], 3, 7, 5, 2));
    CHECK(gather, (const uint8_t *)test->in, indices, 11, place(results[i], 1, 28, 28, 2));
}

static void check_normalize(self_test *test, int channels, int height, int width, int count) {
    const lenet_kernels *variants[2] = {test->kernels, test->reference};
    float *results[2] = {test->ours, test->theirs};
    const lenet_lanes in = place(test->in, channels, height, width, 1), gradient = place(test->gradient, channels, height, width, 0);
    fill_lanes(test, test->in, in);
    fill_lanes(test, test->gradient, gradient);
    fill(test, test->weights, ROOM);
    const float *mean = test->weights, *factor = mean + channels, *gamma = factor + channels, *beta = gamma + channels, *more = beta + channels;
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->channel_sums(in, count, (double *)(void *)results[i]);
    check(test, "channel_sums");
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->normalize(in, mean, factor, gamma, beta, place(results[i], channels, height, width, 1));
    check(test, "normalize");
    begin(test);
    for (int i = 0; i < 2; i++) variants[i]->normalize_sums(in, gradient, count, mean, factor, (double *)(void *)results[i]);
    check(test, "normalize_sums");
    begin(test);
    for (int i = 0; i < 2; i++)
        variants[i]->normalize_backward(in, gradient, count, mean, factor, gamma, beta, more, place(results[i], channels, height, width, 0));
    check(test, "normalize_backward");
}

static void check_update(self_test *test, int n) {
    const lenet_kernels *variants[2] = {test->kernels, test->reference};
    float *results[2] = {test->ours, test->theirs};
    // Every operation with vectors only (form 0), and with each scalar as its second, now and then its first or last operand.
    const double scalars[] = {0.3, 1.0, 2.0, 0.5, -3.0, 2.7, 7.0};
    for (int operation = LENET_COPY; operation <= LENET_SELECT; operation++)
        for (int form = 0; form <= 7; form++) {
            const lenet_update_instruction code[2] = {
                {(uint8_t)operation, form % 2, 2, form == 3 ? -1 : 0, form >= 1 ? (int16_t)-form : 1, form == 2 ? -3 : 3},
                {LENET_MULTIPLY, 1, 3, 2, 1, 0}};
            begin(test);
            for (int i = 0; i < 2; i++) {
                float *registers[4];
                for (int r = 0; r < 4; r++) registers[r] = results[i] + r * 1024 + 1;
                variants[i]->update_block_float(code, 2, registers, scalars, n);
            }
            check(test, "update_block_float");
            begin(test);
            for (int i = 0; i < 2; i++) {
                double *registers[4], *doubles = (double *)(void *)results[i];
                for (int r = 0; r < 4; r++) {
                    registers[r] = doubles + r * 1024 + 1;
                    for (int e = 0; e < n; e++) registers[r][e] = (double)test->in[r * 1024 + e] * 0.7;
                }
                variants[i]->update_block_double(code, 2, registers, scalars, n);
            }
            check(test, "update_block_double");
        }
}

/// Sums of a block and products of matrices; the result of a sum is compared as it lies in memory.
static void check_sums(self_test *test, int n) {
    const lenet_kernels *variants[2] = {test->kernels, test->reference};
    float *results[2] = {test->ours, test->theirs};
    for (int squares = 0; squares < 2; squares++) {
        begin(test);
        for (int i = 0; i < 2; i++) {
            double *doubles = (double *)(void *)results[i];
            for (int e = 0; e < n; e++) doubles[8 + e] = (double)test->in[e] * 0.7;
            doubles[0] = variants[i]->sum_block_float(test->in + 1, n, squares);
            doubles[1] = variants[i]->sum_block_double(doubles + 8, n, squares);
        }
        check(test, "sum_block");
    }
}

static void check_product(self_test *test, int rows, int inner, int columns) {
    const lenet_kernels *variants[2] = {test->kernels, test->reference};
    float *results[2] = {test->ours, test->theirs};
    begin(test);
    for (int i = 0; i < 2; i++)
        variants[i]->product_float(rows, inner, columns, test->in, inner + 3, test->weights, columns + 16, results[i], columns);
    check(test, "product_float");
    begin(test);
    for (int i = 0; i < 2; i++) {
        double *a = (double *)(void *)results[i], *b = a + rows * inner, *out = b + inner * columns;
        for (int e = 0; e < rows * inner + inner * columns; e++) a[e] = (double)test->in[e] * 0.7;
        variants[i]->product_double(rows, inner, columns, a, inner, b, columns, out, columns);
    }
    check(test, "product_double");
}

int lenet_kernels_self_test(const lenet_kernels *kernels, char *message, int size) {
    static const conv_shape convolutions[] = {
        {1, 6, 28, 28, {5, 5, 1, 1, 2, 2}}, {6, 16, 14, 14, {5, 5, 1, 1, 0, 0}}, {3, 7, 9, 11, {3, 3, 1, 1, 1, 1}}, {2, 5, 8, 7, {3, 5, 2, 1, 1, 2}},
        {4, 3, 11, 12, {7, 7, 2, 3, 3, 3}}, {5, 4, 6, 5, {1, 1, 1, 1, 0, 0}},   {1, 1, 5, 6, {2, 4, 1, 2, 1, 0}}, {8, 20, 3, 3, {3, 3, 1, 1, 1, 1}},
        {13, 2, 7, 7, {3, 3, 2, 2, 1, 1}}};
    static const conv_shape pools[] = {
        {6, 6, 10, 8, {2, 2, 2, 2, 0, 0}}, {2, 2, 7, 9, {2, 2, 2, 2, 0, 0}}, {3, 3, 9, 7, {3, 3, 2, 2, 0, 0}}, {1, 1, 8, 8, {2, 1, 3, 3, 0, 0}}};
    static const int dense[][3] = {{400, 120, 2}, {84, 10, 3}, {1, 1, 1}, {37, 29, 1}, {64, 13, 2}};
    if (size > 0) message[0] = 0;
    float *room = calloc(5 * (size_t)ROOM, sizeof(float));
    if (!room) return -1;
    self_test test = {
        .kernels = kernels, .reference = lenet_kernels_reference(), .in = room, .weights = room + ROOM, .gradient = room + 2 * ROOM,
        .ours = room + 3 * ROOM, .theirs = room + 4 * ROOM, .random = 1, .message = message, .size = size};
    for (size_t i = 0; i < sizeof convolutions / sizeof *convolutions; i++) check_conv(&test, convolutions[i]);
    for (size_t i = 0; i < sizeof convolutions / sizeof *convolutions; i++) {
        check_conv_pool(&test, convolutions[i], (lenet_window){2, 2, 2, 2, 0, 0}, i % 2);
        check_conv_pool(&test, convolutions[i], (lenet_window){1 + (int)i % 3, 3, 1 + (int)i % 3, 3, 0, 0}, i % 2 == 0);
    }
    for (size_t i = 0; i < sizeof pools / sizeof *pools; i++) check_pool(&test, pools[i], i % 2 == 0);
    for (size_t i = 0; i < sizeof dense / sizeof *dense; i++) check_dense(&test, dense[i][0], dense[i][1], dense[i][2]);
    check_numbers(&test, 4096);
    check_numbers(&test, 999);
    check_normalize(&test, 6, 9, 7, 16);
    check_normalize(&test, 84, 1, 1, 5);
    check_update(&test, 1000);
    check_update(&test, 16);
    check_sums(&test, 1024);
    check_sums(&test, 45);
    check_product(&test, 13, 9, 32);
    check_product(&test, 6, 20, 16);
    free(room);
    return test.differing;
}
