// A convolution's weight gradient: for each weight a vector of lanes that takes, for each place of the output in row-major
// order, acc = fma(in, out_gradient, acc), from 0; then one sum of its lanes, which is added to what the gradient holds.
// A bias takes acc = acc + out_gradient over the same places.
//
// A tile holds some output channels and some taps in registers and goes over all places, once for each part of the lanes.

/// Where the inputs of a tile's taps begin, for the output's place (0, 0).
typedef struct {
    const float *taps[8];
    const float *gradients; // of the first output channel
    ptrdiff_t gradient_channel, gradient_row, in_place, in_row;
    int height, width;
} weight_tile;

INLINE void conv_weight_tile(const int channels, const int taps, const bool steps_by_one, const weight_tile *tile, float (*sums)[16]) {
    const ptrdiff_t in_place = steps_by_one ? LENET_LANES : tile->in_place;
    const ptrdiff_t gradient_channel = tile->gradient_channel;
    for (int part = 0; part < LENET_LANES; part += NARROW) {
        narrow sum[6][8];
        UNROLL for (int c = 0; c < channels; c++) UNROLL for (int t = 0; t < taps; t++) sum[c][t] = 0;
        for (int y = 0; y < tile->height; y++) {
            const float *gradient = tile->gradients + y * tile->gradient_row + part;
            const ptrdiff_t in_start = y * tile->in_row + part;
            const float *in[8];
            UNROLL for (int t = 0; t < taps; t++) in[t] = tile->taps[t] + in_start;
            for (int x = 0; x < tile->width; x++) {
                narrow value[8];
                UNROLL for (int t = 0; t < taps; t++) value[t] = *(const narrow_at *)(in[t] + x * in_place);
                UNROLL for (int c = 0; c < channels; c++) {
                    const narrow g = *(const narrow_at *)(gradient + c * gradient_channel + (ptrdiff_t)x * LENET_LANES);
                    UNROLL for (int t = 0; t < taps; t++) sum[c][t] = FMA(value[t], g, sum[c][t]);
                }
            }
        }
        UNROLL for (int c = 0; c < channels; c++) UNROLL for (int t = 0; t < taps; t++)
            *(narrow_at *)(sums[c * taps + t] + part) = sum[c][t];
    }
}

/// Adds the lanes of `count` rows of sums: total[i] is the sum of row i.
static void add_lanes(const float (*sums)[16], int count, float *total) {
    int i = 0;
    for (; i + 8 <= count; i += 8) {
        eight rows[8];
        UNROLL for (int r = 0; r < 8; r++) rows[r] = *(const eight_at *)sums[i + r] + *(const eight_at *)(sums[i + r] + 8);
        *(eight_at *)(total + i) = sums_of_eight(rows);
    }
    for (; i < count; i++) total[i] = sum_of_lanes(LANES_IN(sums[i]));
}

#define WEIGHT_TILE(channels, taps)                                                                      \
    static void weight_tile_##channels##_##taps(const weight_tile *tile, float (*sums)[16]) {            \
        if (tile->in_place == LENET_LANES) conv_weight_tile(channels, taps, true, tile, sums);           \
        else conv_weight_tile(channels, taps, false, tile, sums);                                        \
    }
WEIGHT_TILES(WEIGHT_TILE)

#define WEIGHT_ENTRY(channels, taps) [channels][taps] = weight_tile_##channels##_##taps,
static void (*const weight_tiles[7][9])(const weight_tile *, float (*)[16]) = {WEIGHT_TILES(WEIGHT_ENTRY)};

static void conv_weight_gradient(
    lenet_window window, lenet_lanes in, lenet_lanes out_gradient, float *weight_gradient, float *bias_gradient
) {
    const int kernel = window.kernel_height * window.kernel_width, taps = in.channels * kernel;
    const int most = out_gradient.channels % WEIGHT_CHANNELS == 0 ? WEIGHT_CHANNELS : 6;
    const int parts = (out_gradient.channels + most - 1) / most;
    weight_tile tile = {
        .gradient_channel = out_gradient.channel, .gradient_row = out_gradient.row,
        .in_place = (ptrdiff_t)window.stride_x * LENET_LANES, .in_row = window.stride_y * in.row,
        .height = out_gradient.height, .width = out_gradient.width};
    float sums[6 * 8][16], totals[6 * 8];
    for (int part = 0; part < parts; part++) {
        const int channel = part_start(out_gradient.channels, parts, part);
        const int channels = part_start(out_gradient.channels, parts, part + 1) - channel;
        tile.gradients = out_gradient.at + channel * out_gradient.channel;
        int most_taps = 8;
        while (!weight_tiles[channels][most_taps]) most_taps--;
        const int runs = (taps + most_taps - 1) / most_taps;
        for (int run = 0, k = 0, ky = 0, kx = 0; run < runs; run++) {
            const int tap = part_start(taps, runs, run), several = part_start(taps, runs, run + 1) - tap;
            for (int t = 0; t < several; t++) {
                tile.taps[t] = in.at + k * in.channel + (ky - window.padding_y) * in.row + (kx - window.padding_x) * LENET_LANES;
                if (++kx == window.kernel_width) {
                    kx = 0;
                    if (++ky == window.kernel_height) {
                        ky = 0;
                        k++;
                    }
                }
            }
            weight_tiles[channels][several](&tile, sums);
            add_lanes((const float (*)[16])sums, channels * several, totals);
            for (int c = 0; c < channels; c++) {
                float *gradient = weight_gradient + (ptrdiff_t)(channel + c) * taps + tap;
                for (int t = 0; t < several; t++) gradient[t] += totals[c * several + t];
            }
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
