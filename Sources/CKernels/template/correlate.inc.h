// Convolution, forward and towards the input: both are correlations of lanes with weights broadcast to all lanes.
//
// A result is one chain: it begins with the bias (or 0) and takes, for each source channel, each kernel row, each tap of
// the row in ascending order, acc = fma(source, weight, acc). Taps whose source lies outside are left out.

enum { MOST_RESULTS = 6 }; // result channels of a tile

/// A run of results with the same taps: `run` tiles of `places` neighbours, for some result channels.
typedef struct {
    const float *source; // of the first tap of the first result
    ptrdiff_t source_channel, source_row, source_tap, source_place;
    const float *weights; // of the first tap and the first result channel
    ptrdiff_t weight_result, weight_channel, weight_row, weight_tap;
    int channels, rows, taps;
    const float *bias; // of the first result channel, or NULL
    bool continues; // the chains go on from what the results hold, instead of beginning with the bias
    bool relu;
    float *result;
    ptrdiff_t result_channel, result_place;
    int run;
} correlation;

/// `taps` is the number of taps in a row where the compiler knows it, then `direction` times 16 is the way from tap to tap.
INLINE void correlate_tile(const int results, const int places, const int taps, const int direction, const correlation *c) {
    const float *source = c->source;
    float *result = c->result;
    const ptrdiff_t tap_step = taps ? direction * LENET_LANES : c->source_tap;
    const ptrdiff_t weight_step = taps ? 1 : c->weight_tap;
    const ptrdiff_t source_place = c->source_place, weight_result = c->weight_result;
    const int tap_count = taps ? taps : c->taps;
    for (int tile = 0; tile < c->run; tile++) {
        lanes sum[MOST_RESULTS][8];
        UNROLL for (int r = 0; r < results; r++) {
            const float start = c->bias ? c->bias[r] : 0.0f;
            UNROLL for (int p = 0; p < places; p++)
                sum[r][p] = c->continues ? LANES_IN(result + r * c->result_channel + p * c->result_place) : (lanes)start;
        }
        const float *source_channel = source;
        const float *weight_channel = c->weights;
        for (int k = 0; k < c->channels; k++) {
            const float *source_row = source_channel;
            const float *weight_row = weight_channel;
            for (int y = 0; y < c->rows; y++) {
#define ONE_TAP(t)                                                                                                   \
    {                                                                                                                \
        lanes x[8];                                                                                                  \
        UNROLL for (int p = 0; p < places; p++) x[p] = LANES_IN(source_row + p * source_place + (t) * tap_step);     \
        UNROLL for (int r = 0; r < results; r++) {                                                                   \
            const lanes w = (lanes)weight_row[r * weight_result + (t) * weight_step];                                \
            UNROLL for (int p = 0; p < places; p++) sum[r][p] = FMA(x[p], w, sum[r][p]);                             \
        }                                                                                                            \
    }
                if (taps) {
                    UNROLL for (int t = 0; t < taps; t++) ONE_TAP(t)
                } else {
                    for (int t = 0; t < tap_count; t++) ONE_TAP(t)
                }
#undef ONE_TAP
                source_row += c->source_row;
                weight_row += c->weight_row;
            }
            source_channel += c->source_channel;
            weight_channel += c->weight_channel;
        }
        UNROLL for (int r = 0; r < results; r++) UNROLL for (int p = 0; p < places; p++) {
            lanes v = sum[r][p];
            if (c->relu) v = RECTIFIED(v);
            LANES(result + r * c->result_channel + p * c->result_place) = v;
        }
        source += places * source_place;
        result += places * c->result_place;
    }
}

// One function for each tile: TILES(SINGLE, SEVERAL) of the variant lists them. A row of 3 or 5 taps is unrolled, and for
// single places also the shorter rows at the edges; anything else takes the loop.
#define TILE(results, places, taps, direction, name) \
    static void name(const correlation *c) { correlate_tile(results, places, taps, direction, c); }
#define TILE_SEVERAL(results, places)                              \
    TILE(results, places, 0, 1, tile_##results##_##places##_any)   \
    TILE(results, places, 3, 1, tile_##results##_##places##_3)     \
    TILE(results, places, 5, 1, tile_##results##_##places##_5)     \
    TILE(results, places, 3, -1, tile_##results##_##places##_3_back) \
    TILE(results, places, 5, -1, tile_##results##_##places##_5_back)
#define TILE_SINGLE(results)                          \
    TILE_SEVERAL(results, 1)                          \
    TILE(results, 1, 1, 1, tile_##results##_1_1)      \
    TILE(results, 1, 2, 1, tile_##results##_1_2)      \
    TILE(results, 1, 4, 1, tile_##results##_1_4)      \
    TILE(results, 1, 2, -1, tile_##results##_1_2_back) \
    TILE(results, 1, 4, -1, tile_##results##_1_4_back)
TILES(TILE_SINGLE, TILE_SEVERAL)

#define ENTRY_SEVERAL(r, p)                                                                                       \
    [r][p] = {{tile_##r##_##p##_any, tile_##r##_##p##_any}, {0}, {0}, {tile_##r##_##p##_3, tile_##r##_##p##_3_back}, \
              {0}, {tile_##r##_##p##_5, tile_##r##_##p##_5_back}},
#define ENTRY_SINGLE(r)                                                                                  \
    [r][1] = {{tile_##r##_1_any, tile_##r##_1_any}, {tile_##r##_1_1, tile_##r##_1_1},                    \
              {tile_##r##_1_2, tile_##r##_1_2_back}, {tile_##r##_1_3, tile_##r##_1_3_back},              \
              {tile_##r##_1_4, tile_##r##_1_4_back}, {tile_##r##_1_5, tile_##r##_1_5_back}},

/// [result channels][places][taps in a row, 0 for any][0: taps ascend in memory, 1: descend]
static void (*const correlation_tiles[MOST_RESULTS + 1][MOST_PLACES + 1][6][2])(const correlation *) = {TILES(ENTRY_SINGLE, ENTRY_SEVERAL)};

/// `count` neighbouring results of `results` channels whose taps are the same.
static void correlate_run(int results, int count, correlation c) {
    const int direction = c.source_tap < 0;
    const bool is_unrolled = c.weight_tap == 1 && (c.source_tap == LENET_LANES || c.source_tap == -LENET_LANES);
    int places = count < MOST_PLACES ? count : MOST_PLACES;
    while (count > 0) {
        while (places > 1 && (places > count || !correlation_tiles[results][places][0][0])) places--;
        void (*tile)(const correlation *) = NULL;
        if (is_unrolled && c.taps <= 5) tile = correlation_tiles[results][places][c.taps][direction];
        if (!tile) tile = correlation_tiles[results][places][0][0];
        c.run = count / places;
        tile(&c);
        count -= c.run * places;
        c.source += c.run * places * c.source_place;
        c.result += c.run * places * c.result_place;
    }
}

/// How many source channels a row of results goes through at a time: what a tile reads of them should stay in half of a
/// first-level cache of 32 KB while the tile moves on by one place.
INLINE int channels_together(lenet_window window) {
    const int many = 16384 / (window.kernel_height * window.kernel_width * LENET_LANES * (int)sizeof(float));
    return many > 4 ? many : 4;
}

/// Which taps of a kernel row or column lie inside: first, first + step, …, `count` of them.
typedef struct {
    int first, count;
} taps_inside;

INLINE taps_inside forward_taps(int place, int size, int kernel, int stride, int padding) {
    const int origin = place * stride - padding;
    const int first = origin < 0 ? -origin : 0;
    const int end = kernel < size - origin ? kernel : size - origin;
    return (taps_inside){first, end > first ? end - first : 0};
}

/// One row of results of some channels, at most six: `out` is the place of the first.
static void conv_forward_row(
    lenet_window window, lenet_lanes in, const float *weights, const float *bias, bool relu, int channel, int channels, int y, int width,
    float *out, ptrdiff_t out_channel
) {
    const ptrdiff_t kernel = (ptrdiff_t)window.kernel_height * window.kernel_width;
    const int together = channels_together(window);
    const taps_inside rows = forward_taps(y, in.height, window.kernel_height, window.stride_y, window.padding_y);
    for (int first = 0; first < in.channels; first += together) for (int x = 0, count; x < width; x += count) {
        const taps_inside taps = forward_taps(x, in.width, window.kernel_width, window.stride_x, window.padding_x);
        count = 1;
        if (taps.count == window.kernel_width)
            while (x + count < width && (x + count) * window.stride_x - window.padding_x + window.kernel_width <= in.width) count++;
        const ptrdiff_t source_y = (ptrdiff_t)y * window.stride_y - window.padding_y + rows.first;
        const ptrdiff_t source_x = (ptrdiff_t)x * window.stride_x - window.padding_x + taps.first;
        correlate_run(channels, count, (correlation){
            .source = in.at + first * in.channel + source_y * in.row + source_x * LENET_LANES,
            .source_channel = in.channel, .source_row = in.row, .source_tap = LENET_LANES,
            .source_place = (ptrdiff_t)window.stride_x * LENET_LANES,
            .weights = weights + (channel * in.channels + first) * kernel + rows.first * window.kernel_width + taps.first,
            .weight_result = in.channels * kernel, .weight_channel = kernel, .weight_row = window.kernel_width, .weight_tap = 1,
            .channels = in.channels - first < together ? in.channels - first : together, .rows = rows.count, .taps = taps.count,
            .bias = bias ? bias + channel : NULL, .continues = first > 0, .relu = relu && first + together >= in.channels,
            .result = out + x * LENET_LANES, .result_channel = out_channel, .result_place = LENET_LANES});
    }
}

/// out[channel][y][x] = bias + sum of in[k][y * stride + ky - padding][x * stride + kx - padding] * weights[channel][k][ky][kx].
static void conv_forward(lenet_window window, lenet_lanes in, const float *weights, const float *bias, bool relu, lenet_lanes out) {
    const int parts = (out.channels + MOST_RESULTS - 1) / MOST_RESULTS;
    for (int y = 0; y < out.height; y++)
        for (int part = 0; part < parts; part++) {
            const int channel = part_start(out.channels, parts, part), channels = part_start(out.channels, parts, part + 1) - channel;
            conv_forward_row(
                window, in, weights, bias, relu, channel, channels, y, out.width, out.at + channel * out.channel + y * out.row, out.channel);
        }
}

/// Taps that lead from an output's gradient to the input at `place`: those with (place + padding - tap) / stride whole and
/// inside the output.
INLINE taps_inside backward_taps(int place, int out_size, int kernel, int stride, int padding) {
    const int origin = place + padding;
    int first = origin % stride;
    const int past = origin - (out_size - 1) * stride; // taps below this one come from behind the last output
    if (past > first) first += (past - first + stride - 1) / stride * stride;
    const int last = origin < kernel - 1 ? origin : kernel - 1;
    return (taps_inside){first, last >= first ? (last - first) / stride + 1 : 0};
}

/// in_gradient[k][y][x] = sum over out channels, then taps, of out_gradient[channel][(y + padding - ky) / stride][…] * weights[channel][k][ky][kx].
static void conv_input_gradient(lenet_window window, lenet_lanes out_gradient, const float *weights, lenet_lanes in_gradient) {
    const ptrdiff_t kernel = (ptrdiff_t)window.kernel_height * window.kernel_width;
    const int together = channels_together(window);
    const int parts = (in_gradient.channels + MOST_RESULTS - 1) / MOST_RESULTS;
    for (int y = 0; y < in_gradient.height; y++) {
        const taps_inside rows = backward_taps(y, out_gradient.height, window.kernel_height, window.stride_y, window.padding_y);
        for (int part = 0; part < parts; part++) {
            const int channel = part_start(in_gradient.channels, parts, part);
            const int channels = part_start(in_gradient.channels, parts, part + 1) - channel;
            for (int first = 0; first < out_gradient.channels; first += together) for (int x = 0, count; x < in_gradient.width; x += count) {
                const taps_inside taps = backward_taps(x, out_gradient.width, window.kernel_width, window.stride_x, window.padding_x);
                count = 1;
                if (window.stride_x == 1 && taps.count == window.kernel_width)
                    while (x + count < in_gradient.width && x + count + window.padding_x < out_gradient.width) count++;
                const ptrdiff_t source_y = (y + window.padding_y - rows.first) / window.stride_y;
                const ptrdiff_t source_x = (x + window.padding_x - taps.first) / window.stride_x;
                correlate_run(channels, count, (correlation){
                    .source = out_gradient.at + first * out_gradient.channel + source_y * out_gradient.row + source_x * LENET_LANES,
                    .source_channel = out_gradient.channel, .source_row = -out_gradient.row, .source_tap = -LENET_LANES,
                    .source_place = LENET_LANES,
                    .weights = weights + (first * in_gradient.channels + channel) * kernel + rows.first * window.kernel_width + taps.first,
                    .weight_result = kernel, .weight_channel = in_gradient.channels * kernel,
                    .weight_row = (ptrdiff_t)window.kernel_width * window.stride_y, .weight_tap = window.stride_x,
                    .channels = out_gradient.channels - first < together ? out_gradient.channels - first : together, .rows = rows.count, .taps = taps.count,
                    .bias = NULL, .continues = first > 0, .relu = false,
                    .result = in_gradient.at + channel * in_gradient.channel + y * in_gradient.row + x * LENET_LANES,
                    .result_channel = in_gradient.channel, .result_place = LENET_LANES});
            }
        }
    }
}
