// Layers in the plainest words: one number at a time, in the order that defines the result.

static float *at(lenet_lanes l, int channel, int y, int x) { return l.at + channel * l.channel + y * l.row + (ptrdiff_t)x * LENET_LANES; }
static float rectified(float x) { return x <= 0 ? 0 : x; }

/// i and i + 8, then + 4, + 2, + 1.
static float sum_of_lanes(const float lanes[LENET_LANES]) {
    float v[LENET_LANES];
    for (int i = 0; i < LENET_LANES; i++) v[i] = lanes[i];
    for (int half = LENET_LANES / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++) v[i] = v[i] + v[i + half];
    return v[0];
}

static void gather(const uint8_t *pixels, const int32_t *indices, int count, lenet_lanes out) {
    size_t pixel = 0;
    const size_t size = (size_t)out.channels * (size_t)out.height * (size_t)out.width;
    for (int c = 0; c < out.channels; c++)
        for (int y = 0; y < out.height; y++)
            for (int x = 0; x < out.width; x++, pixel++)
                for (int i = 0; i < LENET_LANES; i++)
                    at(out, c, y, x)[i] = i < count ? (float)pixels[(size_t)indices[i] * size + pixel] / 255.0f : 0;
}

static void conv_forward(lenet_window w, lenet_lanes in, const float *weights, const float *bias, bool relu, lenet_lanes out) {
    for (int c = 0; c < out.channels; c++)
        for (int y = 0; y < out.height; y++)
            for (int x = 0; x < out.width; x++)
                for (int i = 0; i < LENET_LANES; i++) {
                    float sum = bias ? bias[c] : 0;
                    const float *weight = weights + (ptrdiff_t)c * in.channels * w.kernel_height * w.kernel_width;
                    for (int k = 0; k < in.channels; k++)
                        for (int ky = 0; ky < w.kernel_height; ky++)
                            for (int kx = 0; kx < w.kernel_width; kx++, weight++) {
                                const int in_y = y * w.stride_y + ky - w.padding_y, in_x = x * w.stride_x + kx - w.padding_x;
                                if (in_y < 0 || in_y >= in.height || in_x < 0 || in_x >= in.width) continue;
                                sum = fmaf(at(in, k, in_y, in_x)[i], *weight, sum);
                            }
                    at(out, c, y, x)[i] = relu ? rectified(sum) : sum;
                }
}

static void conv_weight_gradient(lenet_window w, lenet_lanes in, lenet_lanes out_gradient, float *weight_gradient, float *bias_gradient) {
    for (int c = 0; c < out_gradient.channels; c++) {
        for (int k = 0; k < in.channels; k++)
            for (int ky = 0; ky < w.kernel_height; ky++)
                for (int kx = 0; kx < w.kernel_width; kx++) {
                    float sums[LENET_LANES] = {0};
                    for (int y = 0; y < out_gradient.height; y++)
                        for (int x = 0; x < out_gradient.width; x++)
                            for (int i = 0; i < LENET_LANES; i++)
                                sums[i] = fmaf(at(in, k, y * w.stride_y + ky - w.padding_y, x * w.stride_x + kx - w.padding_x)[i],
                                               at(out_gradient, c, y, x)[i], sums[i]);
                    *weight_gradient++ += sum_of_lanes(sums);
                }
        if (!bias_gradient) continue;
        float sums[LENET_LANES] = {0};
        for (int y = 0; y < out_gradient.height; y++)
            for (int x = 0; x < out_gradient.width; x++)
                for (int i = 0; i < LENET_LANES; i++) sums[i] += at(out_gradient, c, y, x)[i];
        bias_gradient[c] += sum_of_lanes(sums);
    }
}

static void conv_input_gradient(lenet_window w, lenet_lanes out_gradient, const float *weights, lenet_lanes in_gradient) {
    for (int k = 0; k < in_gradient.channels; k++)
        for (int in_y = 0; in_y < in_gradient.height; in_y++)
            for (int in_x = 0; in_x < in_gradient.width; in_x++)
                for (int i = 0; i < LENET_LANES; i++) {
                    float sum = 0;
                    for (int c = 0; c < out_gradient.channels; c++)
                        for (int ky = 0; ky < w.kernel_height; ky++)
                            for (int kx = 0; kx < w.kernel_width; kx++) {
                                const int y = in_y + w.padding_y - ky, x = in_x + w.padding_x - kx;
                                if (y < 0 || y % w.stride_y || y / w.stride_y >= out_gradient.height) continue;
                                if (x < 0 || x % w.stride_x || x / w.stride_x >= out_gradient.width) continue;
                                const ptrdiff_t weight = (((ptrdiff_t)c * in_gradient.channels + k) * w.kernel_height + ky) * w.kernel_width + kx;
                                sum = fmaf(at(out_gradient, c, y / w.stride_y, x / w.stride_x)[i], weights[weight], sum);
                            }
                    at(in_gradient, k, in_y, in_x)[i] = sum;
                }
}

/// Every place of a pooling layer's output, lane by lane.
#define EACH_WINDOW(out)                                 \
    for (int c = 0; c < (out).channels; c++)             \
        for (int y = 0; y < (out).height; y++)           \
            for (int x = 0; x < (out).width; x++)        \
                for (int i = 0; i < LENET_LANES; i++)
/// Every place of the input in its window.
#define EACH_PLACE(w)                                                                           \
    for (int in_y = y * (w).stride_y; in_y < y * (w).stride_y + (w).kernel_height; in_y++)      \
        for (int in_x = x * (w).stride_x; in_x < x * (w).stride_x + (w).kernel_width; in_x++)

static void max_pool_forward(lenet_window w, lenet_lanes in, lenet_lanes out) {
    EACH_WINDOW(out) {
        float best = at(in, c, y * w.stride_y, x * w.stride_x)[i];
        EACH_PLACE(w) {
            const float value = at(in, c, in_y, in_x)[i];
            if (value > best || value != value) best = value;
        }
        at(out, c, y, x)[i] = best;
    }
}

static void clear(lenet_lanes l) {
    for (int c = 0; c < l.channels; c++)
        for (int y = 0; y < l.height; y++)
            for (int x = 0; x < l.width; x++)
                for (int i = 0; i < LENET_LANES; i++) at(l, c, y, x)[i] = 0;
}

/// Windows that neither overlap nor leave anything out write (a -0 stays one); others add to 0.
static bool adds(lenet_window w, lenet_lanes in, lenet_lanes out) {
    return w.kernel_height != w.stride_y || w.kernel_width != w.stride_x || out.height * w.stride_y != in.height
        || out.width * w.stride_x != in.width;
}

/// A window's gradient goes to the first number that is not less than the maximum.
static void max_pool_backward(lenet_window w, lenet_lanes in, lenet_lanes out, lenet_lanes out_gradient, bool relu, lenet_lanes in_gradient) {
    clear(in_gradient);
    EACH_WINDOW(out) {
        const float best = at(out, c, y, x)[i];
        bool is_found = false;
        EACH_PLACE(w) {
            const float value = at(in, c, in_y, in_x)[i];
            const bool wins = !is_found && !(value < best);
            is_found = is_found || wins;
            const float gradient = wins && !(relu && best <= 0) ? at(out_gradient, c, y, x)[i] : 0;
            float *sum = &at(in_gradient, c, in_y, in_x)[i];
            *sum = adds(w, in_gradient, out) ? *sum + gradient : gradient;
        }
    }
}

static void average_pool_forward(lenet_window w, lenet_lanes in, lenet_lanes out) {
    EACH_WINDOW(out) {
        float sum = 0;
        EACH_PLACE(w) sum += at(in, c, in_y, in_x)[i];
        at(out, c, y, x)[i] = sum * (1.0f / (float)(w.kernel_height * w.kernel_width));
    }
}

static void average_pool_backward(lenet_window w, lenet_lanes in, lenet_lanes out_gradient, bool relu, lenet_lanes in_gradient) {
    clear(in_gradient);
    EACH_WINDOW(out_gradient) {
        const float share = at(out_gradient, c, y, x)[i] * (1.0f / (float)(w.kernel_height * w.kernel_width));
        EACH_PLACE(w) {
            const float gradient = relu && at(in, c, in_y, in_x)[i] <= 0 ? 0 : share;
            float *sum = &at(in_gradient, c, in_y, in_x)[i];
            *sum = adds(w, in_gradient, out_gradient) ? *sum + gradient : gradient;
        }
    }
}

/// A view of [channels][height][width][16] floats without a border.
static lenet_lanes lanes_in(float *base, int channels, int height, int width) {
    const ptrdiff_t row = (ptrdiff_t)width * LENET_LANES;
    return (lenet_lanes){base, row, row * height, channels, height, width};
}

/// The outputs of the convolution that windows of `pool` cover.
static lenet_lanes covered(lenet_window pool, lenet_lanes pooled) {
    const int height = pooled.height * pool.kernel_height, width = pooled.width * pool.kernel_width;
    float *base = malloc(sizeof(float) * LENET_LANES * (size_t)pooled.channels * (size_t)height * (size_t)width);
    if (!base) abort();
    return lanes_in(base, pooled.channels, height, width);
}

static void conv_pool_forward(
    lenet_window w, lenet_window pool, bool maximum, lenet_lanes in, const float *weights, const float *bias, float *scratch,
    lenet_lanes out, uint16_t *passes
) {
    (void)scratch;
    pool.stride_y = pool.kernel_height;
    pool.stride_x = pool.kernel_width;
    const lenet_lanes convolved = covered(pool, out);
    conv_forward(w, in, weights, bias, true, convolved);
    if (maximum) max_pool_forward(pool, convolved, out);
    else average_pool_forward(pool, convolved, out);
    for (int i = 0; i < convolved.channels * convolved.height * convolved.width; i++) passes[i] = 0;
    EACH_WINDOW(out) {
        bool is_found = false;
        EACH_PLACE(pool) {
            const float value = at(convolved, c, in_y, in_x)[i], best = maximum ? at(out, c, y, x)[i] : value;
            const bool wins = !is_found && !(value < best);
            is_found = maximum && (is_found || wins);
            if (wins && !(best <= 0)) passes[((ptrdiff_t)c * convolved.height + in_y) * convolved.width + in_x] |= (uint16_t)(1u << i);
        }
    }
    free(convolved.at);
}

static void conv_pool_backward(
    lenet_window w, lenet_window pool, bool maximum, lenet_lanes in, const float *weights, lenet_lanes out_gradient,
    const uint16_t *passes, float *scratch, float *weight_gradient, float *bias_gradient, lenet_lanes in_gradient
) {
    (void)scratch;
    pool.stride_y = pool.kernel_height;
    pool.stride_x = pool.kernel_width;
    const lenet_lanes gradient = covered(pool, out_gradient);
    EACH_WINDOW(out_gradient) {
        const float scale = maximum ? 1.0f : 1.0f / (float)(pool.kernel_height * pool.kernel_width);
        EACH_PLACE(pool) {
            const bool passed = passes[((ptrdiff_t)c * gradient.height + in_y) * gradient.width + in_x] >> i & 1;
            at(gradient, c, in_y, in_x)[i] = passed ? at(out_gradient, c, y, x)[i] * scale : 0;
        }
    }
    conv_weight_gradient(w, in, gradient, weight_gradient, bias_gradient);
    if (in_gradient.at) conv_input_gradient(w, gradient, weights, in_gradient);
    free(gradient.at);
}

static void dense_forward(int inputs, int outputs, const float *in, const float *weights, const float *bias, bool relu, float *out) {
    for (int o = 0; o < outputs; o++)
        for (int lane = 0; lane < LENET_LANES; lane++) {
            float sum = bias ? bias[o] : 0;
            for (int i = 0; i < inputs; i++) sum = fmaf(in[i * LENET_LANES + lane], weights[o * inputs + i], sum);
            out[o * LENET_LANES + lane] = relu ? rectified(sum) : sum;
        }
}

static void dense_input_gradient(int inputs, int outputs, const float *out_gradient, const float *weights, float *in_gradient) {
    for (int i = 0; i < inputs; i++)
        for (int lane = 0; lane < LENET_LANES; lane++) {
            float sum = 0;
            for (int o = 0; o < outputs; o++) sum = fmaf(out_gradient[o * LENET_LANES + lane], weights[o * inputs + i], sum);
            in_gradient[i * LENET_LANES + lane] = sum;
        }
}

static void dense_weight_gradient(
    int inputs, int outputs, int groups, const float *in_by_image, const float *out_gradient, ptrdiff_t group_stride, int first_output,
    int last_output, float *weight_gradient, float *bias_gradient
) {
    (void)outputs;
    for (int o = first_output; o < last_output; o++) {
        for (int i = 0; i < inputs; i++) {
            float sum = 0;
            for (int image = 0; image < groups * LENET_LANES; image++)
                sum = fmaf(in_by_image[(ptrdiff_t)image * inputs + i],
                           out_gradient[image / LENET_LANES * group_stride + o * LENET_LANES + image % LENET_LANES], sum);
            weight_gradient[(ptrdiff_t)o * inputs + i] = sum;
        }
        if (!bias_gradient) continue;
        float sums[LENET_LANES] = {0};
        for (int image = 0; image < groups * LENET_LANES; image++)
            sums[image % LENET_LANES] += out_gradient[image / LENET_LANES * group_stride + o * LENET_LANES + image % LENET_LANES];
        bias_gradient[o] = sum_of_lanes(sums);
    }
}

static void transpose(int units, const float *lanes, float *by_image) {
    for (int unit = 0; unit < units; unit++)
        for (int image = 0; image < LENET_LANES; image++) by_image[(ptrdiff_t)image * units + unit] = lanes[(ptrdiff_t)unit * LENET_LANES + image];
}
