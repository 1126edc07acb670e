// A convolution's weight gradient: for each weight a vector of lanes that takes, for each place of the output in row-major
// order, acc = fma(in, out_gradient, acc), from 0; then one sum of its lanes, which is added to what the gradient holds.
// A bias takes acc = acc + out_gradient over the same places.
//
// A tile holds some output channels and some taps in registers, of as many lanes as a register has. It goes over a block of
// places at a time, whose gradients have been laid side by side, so that they stay in the first-level cache while all taps go by;
// in between its sums wait in memory.

enum {
    TAPS_TOGETHER = 160, // taps whose sums wait together, for one tile's channels
    GRADIENTS_TOGETHER = 400 // gradients of a register each that a block has: 12 KB with AVX2
};

/// How the gradients of a convolution's outputs come out of those of the pooling behind it; see conv_pool.inc.h.
typedef struct {
    lenet_window window;
    bool maximum;
    const uint16_t *passes;
    lenet_lanes pooled;
} unpooling;

typedef struct {
    const float *taps[8]; // the inputs of the block's first place
    const float *gradients; // [places][channels], of a register's lanes
    const ptrdiff_t *places; // where the input of the first tap lies, counted from that of the block's first place
    int count;
    bool continues; // the sums of earlier places are taken up
    narrow *sums; // of the first tap; the next channel's are TAPS_TOGETHER further
} weight_tile;

INLINE void conv_weight_tile(const int channels, const int taps, const weight_tile *tile) {
    const ptrdiff_t *end = tile->places + tile->count;
    const float *in[8], *gradients = tile->gradients;
    narrow *sums = tile->sums;
    narrow sum[4][8];
    UNROLL for (int t = 0; t < taps; t++) in[t] = tile->taps[t];
    UNROLL for (int c = 0; c < channels; c++) UNROLL for (int t = 0; t < taps; t++)
        sum[c][t] = tile->continues ? sums[c * TAPS_TOGETHER + t] : (narrow)0;
    for (const ptrdiff_t *place = tile->places; place < end; place++) {
#define TAKEN(t) (*(const narrow_at *)(in[t] + *place))
#define SENT(c) (*(const narrow_at *)(gradients + (c) * NARROW))
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
        gradients += channels * NARROW;
    }
    UNROLL for (int c = 0; c < channels; c++) UNROLL for (int t = 0; t < taps; t++)
        sums[c * TAPS_TOGETHER + t] = sum[c][t];
}

/// A block's gradients, `count` places from (y, x) on, laid side by side; they are added to the biases' sums by the way.
INLINE void lay_gradients_of(
    const int channels, const float *gradients, ptrdiff_t channel, ptrdiff_t row, int width, int y, int x, int count, float *laid, narrow *bias_sums
) {
    narrow sum[4];
    UNROLL for (int c = 0; c < channels; c++) sum[c] = bias_sums[c];
    while (count > 0) {
        const int several = width - x < count ? width - x : count;
        const float *place = gradients + y * row + (ptrdiff_t)x * LENET_LANES;
        for (int i = 0; i < several; i++) {
            UNROLL for (int c = 0; c < channels; c++) {
                const narrow g = *(const narrow_at *)(place + c * channel);
                sum[c] += g;
                *(narrow_at *)(laid + c * NARROW) = g;
            }
            place += LENET_LANES;
            laid += channels * NARROW;
        }
        count -= several;
        x = 0;
        y++;
    }
    UNROLL for (int c = 0; c < channels; c++) bias_sums[c] = sum[c];
}

/// The same for whole rows of windows, out of the pooled gradient. `part` is the first of the lanes.
INLINE void lay_pooled_of(
    const int channels, const int kernel_width, const unpooling *from, int first_channel, int part, int y, int rows, float *laid, narrow *bias_sums
) {
    const lenet_lanes pooled = from->pooled;
    const int kernel_height = from->window.kernel_height;
    const float scale = from->maximum ? 1.0f : 1.0f / (float)(kernel_height * kernel_width);
    const ptrdiff_t columns = (ptrdiff_t)pooled.width * kernel_width, passes_channel = columns * pooled.height * kernel_height;
    narrow sum[4];
    UNROLL for (int c = 0; c < channels; c++) sum[c] = bias_sums[c];
    for (const int end = y + rows; y < end; y++) {
        const float *gradient = pooled.at + first_channel * pooled.channel + y / kernel_height * pooled.row + part;
        const uint16_t *passes = from->passes + first_channel * passes_channel + y * columns;
        for (int x = 0; x < pooled.width; x++) {
            narrow share[4];
            UNROLL for (int c = 0; c < channels; c++) share[c] = *(const narrow_at *)(gradient + c * pooled.channel) * scale;
            for (int j = 0; j < kernel_width; j++) {
                UNROLL for (int c = 0; c < channels; c++) {
                    const narrow g = passed(passes[c * passes_channel], part, share[c]);
                    sum[c] += g;
                    *(narrow_at *)(laid + c * NARROW) = g;
                }
                passes++;
                laid += channels * NARROW;
            }
            gradient += LENET_LANES;
        }
    }
    UNROLL for (int c = 0; c < channels; c++) bias_sums[c] = sum[c];
}

typedef struct {
    lenet_lanes gradients;
    const unpooling *from; // NULL: `gradients` holds them
    int channel, channels;
    int y, x, count;
} gradient_block;

#define EACH_CHANNEL_COUNT(MACRO) \
    case 1: MACRO(1); break;      \
    case 2: MACRO(2); break;      \
    case 3: MACRO(3); break;      \
    case 4: MACRO(4); break;
static void lay_gradients(const gradient_block *block, int part, float *laid, narrow *bias_sums) {
    const lenet_lanes l = block->gradients;
    const float *first = l.at + block->channel * l.channel + part;
#define LAY(channels) lay_gradients_of(channels, first, l.channel, l.row, l.width, block->y, block->x, block->count, laid, bias_sums)
    switch (block->channels) { EACH_CHANNEL_COUNT(LAY) }
#undef LAY
}
static void lay_pooled(const gradient_block *block, int part, float *laid, narrow *bias_sums) {
    const int width = block->from->window.kernel_width, rows = block->count / block->gradients.width;
#define LAY(channels)                                                                                                   \
    if (width == 2) lay_pooled_of(channels, 2, block->from, block->channel, part, block->y, rows, laid, bias_sums);     \
    else lay_pooled_of(channels, width, block->from, block->channel, part, block->y, rows, laid, bias_sums)
    switch (block->channels) { EACH_CHANNEL_COUNT(LAY) }
#undef LAY
}

enum { REGISTERS = LENET_LANES / NARROW }; // that hold sixteen lanes

INLINE lanes lanes_of(const narrow *sums, ptrdiff_t next) {
    lanes result;
    UNROLL for (int i = 0; i < REGISTERS; i++) memcpy((narrow *)&result + i, sums + i * next, sizeof *sums);
    return result;
}

/// gradient[i] += the sum of the lanes of sums[i], sums[i + next] and so on.
static void add_lanes(const narrow *sums, ptrdiff_t next, int count, float *gradient) {
    int i = 0;
    for (; i + 8 <= count; i += 8) {
        eight rows[8];
        UNROLL for (int r = 0; r < 8; r++) {
            const lanes row = lanes_of(sums + i + r, next);
            rows[r] = row.lo + row.hi;
        }
        *(eight_at *)(gradient + i) += sums_of_eight(rows);
    }
    for (; i < count; i++) gradient[i] += sum_of_lanes(lanes_of(sums + i, next));
}

#define WEIGHT_TILE(channels, taps) \
    static void weight_tile_##channels##_##taps(const weight_tile *tile) { conv_weight_tile(channels, taps, tile); }
WEIGHT_TILES(WEIGHT_TILE)

#define WEIGHT_ENTRY(channels, taps) [channels][taps] = weight_tile_##channels##_##taps,
static void (*const weight_tiles[5][9])(const weight_tile *) = {WEIGHT_TILES(WEIGHT_ENTRY)};

/// Where the inputs of a row of places lie, counted from the first tap of a block's first place.
INLINE void find_places(lenet_window window, ptrdiff_t in_row, int width, int x, int count, ptrdiff_t *places) {
    const ptrdiff_t step = (ptrdiff_t)window.stride_x * LENET_LANES;
    ptrdiff_t row = 0;
    for (int several; count > 0; count -= several, x = 0) {
        several = width - x < count ? width - x : count;
        for (int i = 0; i < several; i++) places[i] = row + i * step;
        places += several;
        row += window.stride_y * in_row - x * step;
    }
}

/// `from`: where the gradients come from if out_gradient, then without lanes, is only their shape.
static void conv_weight_gradient_from(
    const unpooling *from, lenet_window window, lenet_lanes in, lenet_lanes out_gradient, float *weight_gradient, float *bias_gradient
) {
    const int kernel = window.kernel_height * window.kernel_width, all_taps = in.channels * kernel;
    const int parts = (out_gradient.channels + 3) / 4;
    const int groups = (all_taps + TAPS_TOGETHER - 1) / TAPS_TOGETHER;
    // Blocks are made of units: places, or rows of windows.
    const int unit = from ? from->window.kernel_height * out_gradient.width : 1;
    const int units = out_gradient.height * out_gradient.width / unit;
    narrow sums[REGISTERS][4 * TAPS_TOGETHER], bias_sums[REGISTERS][4];
    narrow laid[4 * LENET_STRIP_PLACES];
    ptrdiff_t places[GRADIENTS_TOGETHER], taps[TAPS_TOGETHER]; // where they lie
    int first_of_run[TAPS_TOGETHER + 1];
    for (int part = 0; part < parts; part++) {
        const int channel = part_start(out_gradient.channels, parts, part);
        const int channels = part_start(out_gradient.channels, parts, part + 1) - channel;
        int most_taps = 8;
        while (!weight_tiles[channels][most_taps]) most_taps--;
        const int units_together = GRADIENTS_TOGETHER / channels > unit ? GRADIENTS_TOGETHER / channels / unit : 1;
        const int blocks = (units + units_together - 1) / units_together;
        for (int group = 0; group < groups; group++) {
            const int first_tap = part_start(all_taps, groups, group), count = part_start(all_taps, groups, group + 1) - first_tap;
            const int runs = (count + most_taps - 1) / most_taps;
            for (int run = 0; run <= runs; run++) first_of_run[run] = part_start(count, runs, run);
            for (int tap = 0; tap < count; tap++) {
                const int k = (first_tap + tap) / kernel, ky = (first_tap + tap) % kernel / window.kernel_width, kx = (first_tap + tap) % kernel % window.kernel_width;
                taps[tap] = k * in.channel + (ky - window.padding_y) * in.row + (ptrdiff_t)(kx - window.padding_x) * LENET_LANES;
            }
            memset(bias_sums, 0, sizeof bias_sums);
            for (int block = 0; block < blocks; block++) {
                const int first = part_start(units, blocks, block) * unit;
                const gradient_block here = {
                    .gradients = out_gradient, .from = from, .channel = channel, .channels = channels, .y = first / out_gradient.width,
                    .x = first % out_gradient.width, .count = part_start(units, blocks, block + 1) * unit - first};
                find_places(window, in.row, out_gradient.width, here.x, here.count, places);
                const float *origin = in.at + (ptrdiff_t)here.y * window.stride_y * in.row + (ptrdiff_t)here.x * window.stride_x * LENET_LANES;
                for (int i = 0; i < REGISTERS; i++, origin += NARROW) {
                    if (from) lay_pooled(&here, i * NARROW, (float *)laid, bias_sums[i]);
                    else lay_gradients(&here, i * NARROW, (float *)laid, bias_sums[i]);
                    weight_tile tile = {.gradients = (const float *)laid, .places = places, .count = here.count, .continues = block > 0};
                    for (int run = 0; run < runs; run++) {
                        const int tap = first_of_run[run], several = first_of_run[run + 1] - tap;
                        for (int t = 0; t < several; t++) tile.taps[t] = origin + taps[tap + t];
                        tile.sums = sums[i] + tap;
                        weight_tiles[channels][several](&tile);
                    }
                }
            }
            if (group == 0 && bias_gradient) add_lanes(bias_sums[0], 4, channels, bias_gradient + channel);
            for (int c = 0; c < channels; c++)
                add_lanes(sums[0] + c * TAPS_TOGETHER, 4 * TAPS_TOGETHER, count, weight_gradient + (ptrdiff_t)(channel + c) * all_taps + first_tap);
        }
    }
}

static void conv_weight_gradient(lenet_window window, lenet_lanes in, lenet_lanes out_gradient, float *weight_gradient, float *bias_gradient) {
    conv_weight_gradient_from(NULL, window, in, out_gradient, weight_gradient, bias_gradient);
}
