// A convolution's weight gradient: for each weight a vector of lanes that takes, for each place of the output in row-major
// order, acc = fma(in, out_gradient, acc), from 0; then one sum of its lanes, which is added to what the gradient holds.
// A bias takes acc = acc + out_gradient over the same places.
//
// A tile holds some output channels and some taps in registers. It goes over some places of the output at a time, so that
// these stay in the first-level cache while all taps go by; in between its sums wait in memory.

enum {
    TAPS_TOGETHER = 96, // taps whose sums wait together, for one tile's channels
    GRADIENTS_TOGETHER = 256 // gradients of sixteen lanes that stay in the cache: 16 KB
};

/// Where a place's gradient and the input of the first tap lie, counted from those of the output's first place.
typedef struct {
    ptrdiff_t gradient, in;
} place_offset;

typedef struct {
    const float *taps[8]; // the inputs of the output's first place
    const float *gradients; // of the first output channel
    ptrdiff_t gradient_channel;
    const place_offset *places;
    int count;
    bool continues; // the sums of earlier places are taken up
    float (*sums)[LENET_LANES]; // of the first tap; the next channel's are TAPS_TOGETHER further
} weight_tile;

INLINE void conv_weight_tile(const int channels, const int taps, const weight_tile *tile) {
    const ptrdiff_t gradient_channel = tile->gradient_channel;
    const place_offset *end = tile->places + tile->count;
    float(*sums)[LENET_LANES] = tile->sums;
    for (int part = 0; part < LENET_LANES; part += NARROW) {
        narrow sum[4][8];
        const float *in[8], *gradients = tile->gradients + part;
        UNROLL for (int t = 0; t < taps; t++) in[t] = tile->taps[t] + part;
        UNROLL for (int c = 0; c < channels; c++) UNROLL for (int t = 0; t < taps; t++)
            sum[c][t] = tile->continues ? *(const narrow_at *)(sums[c * TAPS_TOGETHER + t] + part) : (narrow)0;
        for (const place_offset *place = tile->places; place < end; place++) {
#define TAKEN(t) (*(const narrow_at *)(in[t] + place->in))
#define SENT(c) (*(const narrow_at *)(gradients + (c) * gradient_channel + place->gradient))
            narrow held[4]; // the fewer stay in registers, the others pass through one
            if (taps <= channels) {
                UNROLL for (int t = 0; t < taps; t++) held[t] = TAKEN(t);
                UNROLL for (int c = 0; c < channels; c++) {
                    const narrow g = SENT(c);
                    UNROLL for (int t = 0; t < taps; t++) sum[c][t] = FMA(held[t], g, sum[c][t]);
                }
            } else {
                UNROLL for (int c = 0; c < channels; c++) held[c] = SENT(c);
                UNROLL for (int t = 0; t < taps; t++) {
                    const narrow value = TAKEN(t);
                    UNROLL for (int c = 0; c < channels; c++) sum[c][t] = FMA(value, held[c], sum[c][t]);
                }
            }
#undef TAKEN
#undef SENT
        }
        UNROLL for (int c = 0; c < channels; c++) UNROLL for (int t = 0; t < taps; t++)
            *(narrow_at *)(sums[c * TAPS_TOGETHER + t] + part) = sum[c][t];
    }
}

INLINE void sum_gradients(const weight_tile *tile, int channel, float *sums) {
    const float *gradients = tile->gradients + channel * tile->gradient_channel;
    lanes sum = tile->continues ? LANES_IN(sums) : (lanes)0;
    for (int i = 0; i < tile->count; i++) sum += LANES_IN(gradients + tile->places[i].gradient);
    LANES(sums) = sum;
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

#define WEIGHT_TILE(channels, taps) \
    static void weight_tile_##channels##_##taps(const weight_tile *tile) { conv_weight_tile(channels, taps, tile); }
WEIGHT_TILES(WEIGHT_TILE)

#define WEIGHT_ENTRY(channels, taps) [channels][taps] = weight_tile_##channels##_##taps,
static void (*const weight_tiles[5][9])(const weight_tile *) = {WEIGHT_TILES(WEIGHT_ENTRY)};

static void conv_weight_gradient(
    lenet_window window, lenet_lanes in, lenet_lanes out_gradient, float *weight_gradient, float *bias_gradient
) {
    const int kernel = window.kernel_height * window.kernel_width, all_taps = in.channels * kernel;
    const int parts = (out_gradient.channels + 3) / 4;
    const int groups = (all_taps + TAPS_TOGETHER - 1) / TAPS_TOGETHER;
    float sums[4 * TAPS_TOGETHER][LENET_LANES];
    float bias_sums[4][LENET_LANES];
    place_offset places[GRADIENTS_TOGETHER];
    for (int part = 0; part < parts; part++) {
        const int channel = part_start(out_gradient.channels, parts, part);
        const int channels = part_start(out_gradient.channels, parts, part + 1) - channel;
        int most_taps = 8;
        while (!weight_tiles[channels][most_taps]) most_taps--;
        const int all_places = out_gradient.height * out_gradient.width, places_together = GRADIENTS_TOGETHER / channels;
        const int blocks = (all_places + places_together - 1) / places_together;
        for (int group = 0; group < groups; group++) {
            const int first_tap = part_start(all_taps, groups, group), taps = part_start(all_taps, groups, group + 1) - first_tap;
            const int runs = (taps + most_taps - 1) / most_taps;
            for (int block = 0, y = 0, x = 0; block < blocks; block++) {
                const int count = part_start(all_places, blocks, block + 1) - part_start(all_places, blocks, block);
                for (int i = 0; i < count; i++) {
                    places[i].gradient = y * out_gradient.row + x * LENET_LANES;
                    places[i].in = (ptrdiff_t)y * window.stride_y * in.row + (ptrdiff_t)x * window.stride_x * LENET_LANES;
                    if (++x == out_gradient.width) {
                        x = 0;
                        y++;
                    }
                }
                weight_tile tile = {
                    .gradients = out_gradient.at + channel * out_gradient.channel, .gradient_channel = out_gradient.channel,
                    .places = places, .count = count, .continues = block > 0};
                if (group == 0 && bias_gradient)
                    for (int c = 0; c < channels; c++) sum_gradients(&tile, c, bias_sums[c]);
                int k = first_tap / kernel, ky = first_tap % kernel / window.kernel_width, kx = first_tap % window.kernel_width;
                for (int run = 0; run < runs; run++) {
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
                    tile.sums = sums + tap;
                    weight_tiles[channels][several](&tile);
                }
            }
            if (group == 0 && bias_gradient) add_lanes((const float (*)[LENET_LANES])bias_sums, channels, bias_gradient + channel);
            for (int c = 0; c < channels; c++)
                add_lanes((const float (*)[LENET_LANES])sums + c * TAPS_TOGETHER, taps, weight_gradient + (ptrdiff_t)(channel + c) * all_taps + first_tap);
        }
    }
}
