// A convolution's weight gradient: for each weight a vector of lanes that takes, for each place of the output in row-major
// order, acc = fma(in, out_gradient, acc), from 0; then one sum of its lanes, which is added to what the gradient holds.
// A bias takes acc = acc + out_gradient over the same places.
//
// A tile holds some output channels and some taps in registers. It goes over a few rows of the output at a time, so that
// these stay in the first-level cache while all taps go by; between the rows its sums wait in memory.

/// Taps whose sums wait together, for one tile's channels.
enum { TAPS_TOGETHER = 96 };

typedef struct {
    const float *taps[8]; // the inputs of the first place
    const float *gradients; // of the first output channel and the first place
    ptrdiff_t gradient_channel, gradient_row, in_place, in_row;
    int height, width;
    bool continues; // the sums of earlier rows are taken up
    float (*sums)[LENET_LANES]; // of the first tap; the next channel's are TAPS_TOGETHER further
} weight_tile;

INLINE void conv_weight_tile(const int channels, const int taps, const bool steps_by_one, const weight_tile *tile) {
    const ptrdiff_t in_place = steps_by_one ? LENET_LANES : tile->in_place;
    const ptrdiff_t gradient_channel = tile->gradient_channel, width = tile->width;
    for (int part = 0; part < LENET_LANES; part += NARROW) {
        narrow sum[6][8];
        UNROLL for (int c = 0; c < channels; c++) UNROLL for (int t = 0; t < taps; t++)
            sum[c][t] = tile->continues ? *(const narrow_at *)(tile->sums[c * TAPS_TOGETHER + t] + part) : (narrow)0;
        const float *gradient = tile->gradients + part;
        ptrdiff_t in_start = part;
        for (int y = 0; y < tile->height; y++) {
            const float *in[8];
            UNROLL for (int t = 0; t < taps; t++) in[t] = tile->taps[t] + in_start;
            for (ptrdiff_t x = 0; x < width; x++) {
                narrow value[8];
                UNROLL for (int t = 0; t < taps; t++) value[t] = *(const narrow_at *)(in[t] + x * in_place);
                UNROLL for (int c = 0; c < channels; c++) {
                    const narrow g = *(const narrow_at *)(gradient + c * gradient_channel + x * LENET_LANES);
                    UNROLL for (int t = 0; t < taps; t++) sum[c][t] = FMA(value[t], g, sum[c][t]);
                }
            }
            gradient += tile->gradient_row;
            in_start += tile->in_row;
        }
        UNROLL for (int c = 0; c < channels; c++) UNROLL for (int t = 0; t < taps; t++)
            *(narrow_at *)(tile->sums[c * TAPS_TOGETHER + t] + part) = sum[c][t];
    }
}

/// gradient[i] += the sum of the lanes of row i.
static void add_lanes(const float (*sums)[LENET_LANES], int count, float *gradient) {
    int i = 0;
    for (; i + 8 <= count; i += 8) {
        eight rows[8];
        UNROLL for (int r = 0; r < 8; r++) rows[r] = *(const eight_at *)sums[i + r] + *(const eight_at *)(sums[i + r] + 8);
        *(eight_at *)(gradient + i) += sums_of_eight(rows);
    }
    for (; i < count; i++) gradient[i] += sum_of_lanes(LANES_IN(sums[i]));
}

#define WEIGHT_TILE(channels, taps)                                                       \
    static void weight_tile_##channels##_##taps(const weight_tile *tile) {                \
        if (tile->in_place == LENET_LANES) conv_weight_tile(channels, taps, true, tile);  \
        else conv_weight_tile(channels, taps, false, tile);                               \
    }
WEIGHT_TILES(WEIGHT_TILE)

#define WEIGHT_ENTRY(channels, taps) [channels][taps] = weight_tile_##channels##_##taps,
static void (*const weight_tiles[7][9])(const weight_tile *) = {WEIGHT_TILES(WEIGHT_ENTRY)};

static void conv_weight_gradient(
    lenet_window window, lenet_lanes in, lenet_lanes out_gradient, float *weight_gradient, float *bias_gradient
) {
    const int kernel = window.kernel_height * window.kernel_width, all_taps = in.channels * kernel;
    const int most_channels = out_gradient.channels % WEIGHT_CHANNELS == 0 ? WEIGHT_CHANNELS : 6;
    const int parts = (out_gradient.channels + most_channels - 1) / most_channels;
    const int groups = (all_taps + TAPS_TOGETHER - 1) / TAPS_TOGETHER;
    float sums[6 * TAPS_TOGETHER][LENET_LANES];
    for (int part = 0; part < parts; part++) {
        const int channel = part_start(out_gradient.channels, parts, part);
        const int channels = part_start(out_gradient.channels, parts, part + 1) - channel;
        int most_taps = 8;
        while (!weight_tiles[channels][most_taps]) most_taps--;
        // Rows of the output whose gradients take up less than half of a first-level cache of 32 KB.
        const int row_bytes = out_gradient.width * channels * LENET_LANES * (int)sizeof(float);
        const int rows_together = row_bytes < 12288 ? 12288 / row_bytes : 1;
        for (int group = 0; group < groups; group++) {
            const int first_tap = part_start(all_taps, groups, group), taps = part_start(all_taps, groups, group + 1) - first_tap;
            const int runs = (taps + most_taps - 1) / most_taps;
            for (int y = 0; y < out_gradient.height; y += rows_together) {
                const int rows = out_gradient.height - y < rows_together ? out_gradient.height - y : rows_together;
                weight_tile tile = {
                    .gradients = out_gradient.at + channel * out_gradient.channel + y * out_gradient.row,
                    .gradient_channel = out_gradient.channel, .gradient_row = out_gradient.row,
                    .in_place = (ptrdiff_t)window.stride_x * LENET_LANES, .in_row = window.stride_y * in.row,
                    .height = rows, .width = out_gradient.width, .continues = y > 0};
                const float *corner = in.at + ((ptrdiff_t)y * window.stride_y - window.padding_y) * in.row - window.padding_x * LENET_LANES;
                int k = first_tap / kernel, ky = first_tap % kernel / window.kernel_width, kx = first_tap % window.kernel_width;
                for (int run = 0; run < runs; run++) {
                    const int tap = part_start(taps, runs, run), several = part_start(taps, runs, run + 1) - tap;
                    for (int t = 0; t < several; t++) {
                        tile.taps[t] = corner + k * in.channel + ky * in.row + kx * LENET_LANES;
                        if (++kx == window.kernel_width) {
                            kx = 0;
                            if (++ky == window.kernel_height) {
                                ky = 0;
                                k++;
                            }
                        }
                    }
                    tile.sums = sums + tap;
                    weight_tiles[channels][several](&tile);
                }
            }
            for (int c = 0; c < channels; c++)
                add_lanes((const float (*)[LENET_LANES])sums + c * TAPS_TOGETHER, taps, weight_gradient + (ptrdiff_t)(channel + c) * all_taps + first_tap);
        }
    }
    if (!bias_gradient) return;
    for (int channel = 0; channel < out_gradient.channels; channel++) {
        lanes sum = 0;
        const float *gradient = out_gradient.at + channel * out_gradient.channel;
        for (int y = 0; y < out_gradient.height; y++)
            for (int x = 0; x < out_gradient.width; x++) sum += LANES_IN(gradient + y * out_gradient.row + x * LENET_LANES);
        bias_gradient[channel] += sum_of_lanes(sum);
    }
}
