// Convolution, bias, ReLU and pooling in one: what the convolution gives is never stored as a whole.
//
// Windows do not overlap; rows and columns behind the last window are not computed, nobody sees them. Forward keeps a bit for
// every lane of every output of the convolution: whether the window's gradient passes to it. Backward spreads the pooled
// gradient by these bits, a few rows at a time, while the weight gradient takes it from the first-level cache.

typedef bool lane_flags __attribute__((ext_vector_type(16)));

INLINE uint16_t bits_of(lane_mask mask) {
    const lane_flags flags = __builtin_convertvector(mask, lane_flags);
    uint16_t bits;
    memcpy(&bits, &flags, sizeof bits);
    return bits;
}

/// One row of windows of some channels. strip: [channels][kernel_height][columns][16], after the ReLU.
INLINE void pool_strip(
    const int kernel_height, const int kernel_width, const bool maximum, int channels, int windows, const float *strip, float *out,
    ptrdiff_t out_channel, uint16_t *passes, ptrdiff_t passes_channel
) {
    const float scale = 1.0f / (float)(kernel_height * kernel_width);
    const int columns = windows * kernel_width;
    for (int channel = 0; channel < channels; channel++)
        for (int x = 0; x < windows; x++) {
            const float *corner = strip + ((ptrdiff_t)channel * kernel_height * columns + x * kernel_width) * LENET_LANES;
            uint16_t *bits = passes + channel * passes_channel + x * kernel_width;
            lanes result = maximum ? LANES_IN(corner) : (lanes)0;
            for (int y = 0; y < kernel_height; y++)
                for (int i = 0; i < kernel_width; i++) {
                    const lanes value = LANES_IN(corner + (y * columns + i) * LENET_LANES);
                    if (maximum) {
                        result = ((value > result) | (value != value)) ? value : result;
                    } else {
                        result += value;
                        bits[y * columns + i] = bits_of(~(value <= 0));
                    }
                }
            LANES(out + channel * out_channel + (ptrdiff_t)x * LENET_LANES) = maximum ? result : result * scale;
            if (!maximum) continue;
            uint16_t open = bits_of(~(result <= 0)); // lanes whose winner has not been met
            for (int y = 0; y < kernel_height; y++)
                for (int i = 0; i < kernel_width; i++) {
                    const uint16_t wins = open & bits_of(~(LANES_IN(corner + (y * columns + i) * LENET_LANES) < result));
                    bits[y * columns + i] = wins;
                    open &= (uint16_t)~wins;
                }
        }
}

static void conv_pool_forward(
    lenet_window window, lenet_window pool, bool maximum, lenet_lanes in, const float *weights, const float *bias, float *scratch,
    lenet_lanes out, uint16_t *passes
) {
    const int columns = out.width * pool.kernel_width;
    const ptrdiff_t row = (ptrdiff_t)columns * LENET_LANES, passes_channel = (ptrdiff_t)out.height * pool.kernel_height * columns;
    const int parts = (out.channels + MOST_RESULTS - 1) / MOST_RESULTS;
    for (int y = 0; y < out.height; y++)
        for (int part = 0; part < parts; part++) {
            const int channel = part_start(out.channels, parts, part), channels = part_start(out.channels, parts, part + 1) - channel;
            for (int i = 0; i < pool.kernel_height; i++)
                conv_forward_row(
                    window, in, weights, bias, true, channel, channels, y * pool.kernel_height + i, columns, scratch + i * row,
                    pool.kernel_height * row);
            float *to = out.at + channel * out.channel + y * out.row;
            uint16_t *bits = passes + channel * passes_channel + (ptrdiff_t)y * pool.kernel_height * columns;
            if (pool.kernel_height == 2 && pool.kernel_width == 2) {
                if (maximum) pool_strip(2, 2, true, channels, out.width, scratch, to, out.channel, bits, passes_channel);
                else pool_strip(2, 2, false, channels, out.width, scratch, to, out.channel, bits, passes_channel);
            } else {
                pool_strip(pool.kernel_height, pool.kernel_width, maximum, channels, out.width, scratch, to, out.channel, bits, passes_channel);
            }
        }
}

/// The gradients of all covered outputs of the convolution.
INLINE void unpool_of(const int kernel_height, const int kernel_width, const unpooling *from, lenet_lanes to) {
    const float scale = from->maximum ? 1.0f : 1.0f / (float)(kernel_height * kernel_width);
    const lenet_lanes pooled = from->pooled;
    const uint16_t *passes = from->passes;
    for (int channel = 0; channel < pooled.channels; channel++)
        for (int y = 0; y < pooled.height; y++) {
            const float *gradient = pooled.at + channel * pooled.channel + y * pooled.row;
            float *place = to.at + channel * to.channel + (ptrdiff_t)y * kernel_height * to.row;
            for (int x = 0; x < pooled.width; x++) {
                for (int lane = 0; lane < LENET_LANES; lane += NARROW) {
                    const narrow share = *(const narrow_at *)(gradient + lane) * scale;
                    for (int i = 0; i < kernel_height; i++)
                        for (int j = 0; j < kernel_width; j++)
                            *(narrow_at *)(place + i * to.row + (ptrdiff_t)j * LENET_LANES + lane) = passed(passes[i * to.width + j], lane, share);
                }
                gradient += LENET_LANES;
                passes += kernel_width;
                place += kernel_width * LENET_LANES;
            }
            passes += (ptrdiff_t)(kernel_height - 1) * to.width;
        }
}

static void conv_pool_backward(
    lenet_window window, lenet_window pool, bool maximum, lenet_lanes in, const float *weights, lenet_lanes out_gradient,
    const uint16_t *passes, float *scratch, float *weight_gradient, float *bias_gradient, lenet_lanes in_gradient
) {
    const int height = out_gradient.height * pool.kernel_height, width = out_gradient.width * pool.kernel_width;
    const ptrdiff_t row = (ptrdiff_t)width * LENET_LANES;
    const unpooling from = {pool, maximum, passes, out_gradient};
    const lenet_lanes gradient = {scratch, row, row * height, out_gradient.channels, height, width};
    conv_weight_gradient_from(&from, window, in, gradient, weight_gradient, bias_gradient);
    if (!in_gradient.at) return;
    if (pool.kernel_height == 2 && pool.kernel_width == 2) unpool_of(2, 2, &from, gradient);
    else unpool_of(pool.kernel_height, pool.kernel_width, &from, gradient);
    conv_input_gradient(window, gradient, weights, in_gradient);
}
