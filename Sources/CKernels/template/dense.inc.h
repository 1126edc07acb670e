// A dense layer: forward, towards the input, and its weights' gradient.
//
// Forward: out[o] = bias, then acc = fma(in[i], weight[o][i], acc) for i in order.
// Towards the input: in_gradient[i] = 0, then acc = fma(out_gradient[o], weight[o][i], acc) for o in order.
// Weights: gradient[o][i] = 0, then acc = fma(in[image][i], out_gradient[o][image], acc) for the batch's images in order.
// Bias: lane by lane 0 plus out_gradient of each lane group in order, then one sum of the lanes.

/// `results` chains of `count` steps: result r takes weight[r * weight_result + step * weight_step] at each step.
INLINE void dense_tile(
    const int results, int count, const float *in, const float *weights, const ptrdiff_t weight_result, const ptrdiff_t weight_step,
    const float *bias, bool relu, float *out
) {
    lanes sum[ROWS];
    UNROLL for (int r = 0; r < results; r++) sum[r] = (lanes)(bias ? bias[r] : 0.0f);
    _Pragma("clang loop unroll_count(2)") for (int step = 0; step < count; step++) {
        const lanes x = LANES_IN(in + (ptrdiff_t)step * LENET_LANES);
        UNROLL for (int r = 0; r < results; r++) sum[r] = FMA(x, (lanes)weights[r * weight_result], sum[r]);
        weights += weight_step;
    }
    UNROLL for (int r = 0; r < results; r++) {
        lanes v = sum[r];
        if (relu) v = RECTIFIED(v);
        LANES(out + (ptrdiff_t)r * LENET_LANES) = v;
    }
}

#define DENSE_TILE(results)                                                                                                          \
    static void dense_forward_##results(                                                                                             \
        int inputs, const float *in, const float *weights, const float *bias, bool relu, float *out                                  \
    ) { dense_tile(results, inputs, in, weights, inputs, 1, bias, relu, out); }                                                      \
    static void dense_backward_##results(int inputs, int outputs, const float *out_gradient, const float *weights, float *in_gradient) { \
        dense_tile(results, outputs, out_gradient, weights, 1, inputs, NULL, false, in_gradient);                                    \
    }
DENSE_TILES(DENSE_TILE)
#define DENSE_FORWARD_ENTRY(results) [results] = dense_forward_##results,
#define DENSE_BACKWARD_ENTRY(results) [results] = dense_backward_##results,
static void (*const dense_forward_tiles[ROWS + 1])(int, const float *, const float *, const float *, bool, float *) = {
    DENSE_TILES(DENSE_FORWARD_ENTRY)};
static void (*const dense_backward_tiles[ROWS + 1])(int, int, const float *, const float *, float *) = {
    DENSE_TILES(DENSE_BACKWARD_ENTRY)};

static void dense_forward(int inputs, int outputs, const float *in, const float *weights, const float *bias, bool relu, float *out) {
    const int parts = (outputs + ROWS - 1) / ROWS;
    for (int part = 0; part < parts; part++) {
        const int first = part_start(outputs, parts, part), rows = part_start(outputs, parts, part + 1) - first;
        dense_forward_tiles[rows](
            inputs, in, weights + (ptrdiff_t)first * inputs, bias ? bias + first : NULL, relu, out + (ptrdiff_t)first * LENET_LANES);
    }
}

static void dense_input_gradient(int inputs, int outputs, const float *out_gradient, const float *weights, float *in_gradient) {
    const int parts = (inputs + ROWS - 1) / ROWS;
    for (int part = 0; part < parts; part++) {
        const int first = part_start(inputs, parts, part), rows = part_start(inputs, parts, part + 1) - first;
        dense_backward_tiles[rows](inputs, outputs, out_gradient, weights + first, in_gradient + (ptrdiff_t)first * LENET_LANES);
    }
}

typedef struct {
    const float *in; // of the first column, image 0
    const float *gradients; // of the first row, group 0
    float *result;
    ptrdiff_t inputs, group_stride;
    int groups;
} dense_weight_tile;

#define DENSE_WEIGHT_TILE(rows, columns, vector, vector_at, name)                                                       \
    static void name(const dense_weight_tile *tile) {                                                                   \
        vector sum[rows][columns];                                                                                      \
        UNROLL for (int r = 0; r < (rows); r++) UNROLL for (int c = 0; c < (columns); c++) sum[r][c] = 0;               \
        const float *in = tile->in, *gradient = tile->gradients;                                                        \
        const ptrdiff_t inputs = tile->inputs, group_stride = tile->group_stride;                                       \
        for (int group = 0; group < tile->groups; group++) {                                                            \
            _Pragma("clang loop unroll_count(2)") for (int lane = 0; lane < LENET_LANES; lane++) {                      \
                vector x[columns];                                                                                      \
                UNROLL for (int c = 0; c < (columns); c++)                                                              \
                    x[c] = *(const vector_at *)(in + c * (ptrdiff_t)(sizeof(vector) / sizeof(float)));                  \
                UNROLL for (int r = 0; r < (rows); r++) {                                                               \
                    const vector g = (vector)gradient[r * LENET_LANES + lane];                                          \
                    UNROLL for (int c = 0; c < (columns); c++) sum[r][c] = FMA(x[c], g, sum[r][c]);                     \
                }                                                                                                       \
                in += inputs;                                                                                           \
            }                                                                                                           \
            gradient += group_stride;                                                                                   \
        }                                                                                                               \
        UNROLL for (int r = 0; r < (rows); r++) UNROLL for (int c = 0; c < (columns); c++)                              \
            *(vector_at *)(tile->result + r * inputs + c * (ptrdiff_t)(sizeof(vector) / sizeof(float))) = sum[r][c];    \
    }

typedef float one __attribute__((ext_vector_type(1)));
typedef one one_at __attribute__((aligned(4), may_alias));
#define DENSE_WEIGHT_ROWS(rows)                                                                  \
    DENSE_WEIGHT_TILE(rows, COLUMNS, lanes, lanes_at, dense_weights_##rows##_wide)               \
    DENSE_WEIGHT_TILE(rows, 1, lanes, lanes_at, dense_weights_##rows##_16)                       \
    DENSE_WEIGHT_TILE(rows, 1, eight, eight_at, dense_weights_##rows##_8)                        \
    DENSE_WEIGHT_TILE(rows, 1, one, one_at, dense_weights_##rows##_1)
DENSE_WEIGHT_TILES(DENSE_WEIGHT_ROWS)
/// [rows][how wide: COLUMNS vectors of 16, 16, 8, 1 columns]
#define DENSE_WEIGHT_ENTRY(rows) \
    [rows] = {dense_weights_##rows##_wide, dense_weights_##rows##_16, dense_weights_##rows##_8, dense_weights_##rows##_1},
static void (*const dense_weight_tiles[WEIGHT_ROWS + 1][4])(const dense_weight_tile *) = {DENSE_WEIGHT_TILES(DENSE_WEIGHT_ENTRY)};

static void dense_weight_gradient(
    int inputs, int outputs, int groups, const float *in_by_image, const float *out_gradient, ptrdiff_t group_stride, int first_output,
    int last_output, float *weight_gradient, float *bias_gradient
) {
    (void)outputs;
    static const int widths[4] = {COLUMNS * 16, 16, 8, 1};
    const int rows = last_output - first_output, parts = (rows + WEIGHT_ROWS - 1) / WEIGHT_ROWS;
    dense_weight_tile tile = {.inputs = inputs, .group_stride = group_stride, .groups = groups};
    // Some columns of all images stay in the first-level cache while the rows go by.
    for (int column = 0, width = 0; column < inputs; column += widths[width]) {
        while (widths[width] > inputs - column) width++;
        tile.in = in_by_image + column;
        for (int part = 0; part < parts; part++) {
            const int row = first_output + part_start(rows, parts, part);
            const int count = first_output + part_start(rows, parts, part + 1) - row;
            tile.gradients = out_gradient + (ptrdiff_t)row * LENET_LANES;
            tile.result = weight_gradient + (ptrdiff_t)row * inputs + column;
            dense_weight_tiles[count][width](&tile);
        }
    }
    if (!bias_gradient) return;
    for (int row = first_output; row < last_output; row++) {
        lanes sum = 0;
        for (int group = 0; group < groups; group++) sum += LANES_IN(out_gradient + group * group_stride + (ptrdiff_t)row * LENET_LANES);
        bias_gradient[row] = sum_of_lanes(sum);
    }
}

/// Eight units of eight images at a time.
INLINE void transpose_eight(const float *in, ptrdiff_t in_row, float *out, ptrdiff_t out_row) {
    eight a[8], b[8];
    UNROLL for (int i = 0; i < 8; i++) a[i] = *(const eight_at *)(in + i * in_row);
    UNROLL for (int i = 0; i < 4; i++) {
        b[2 * i] = __builtin_shufflevector(a[2 * i], a[2 * i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
        b[2 * i + 1] = __builtin_shufflevector(a[2 * i], a[2 * i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
    UNROLL for (int i = 0; i < 2; i++) UNROLL for (int j = 0; j < 2; j++) {
        a[4 * i + 2 * j] = __builtin_shufflevector(b[4 * i + j], b[4 * i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
        a[4 * i + 2 * j + 1] = __builtin_shufflevector(b[4 * i + j], b[4 * i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
    UNROLL for (int i = 0; i < 4; i++) {
        *(eight_at *)(out + i * out_row) = __builtin_shufflevector(a[i], a[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
        *(eight_at *)(out + (i + 4) * out_row) = __builtin_shufflevector(a[i], a[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
}

static void transpose(int units, const float *in, float *by_image) {
    int unit = 0;
    for (; unit + 8 <= units; unit += 8)
        for (int image = 0; image < LENET_LANES; image += 8)
            transpose_eight(in + (ptrdiff_t)unit * LENET_LANES + image, LENET_LANES, by_image + (ptrdiff_t)image * units + unit, units);
    for (; unit < units; unit++)
        for (int image = 0; image < LENET_LANES; image++)
            by_image[(ptrdiff_t)image * units + unit] = in[(ptrdiff_t)unit * LENET_LANES + image];
}
