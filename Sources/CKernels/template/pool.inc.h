// Pooling. A window's numbers are taken in row-major order; windows in row-major order of the output.

#define PLACE(l, channel, y, x) ((l).at + (channel) * (l).channel + (ptrdiff_t)(y) * (l).row + (ptrdiff_t)(x) * LENET_LANES)

/// The maximum: the first, then each that is greater (or is NaN, which then stays).
static void max_pool_forward(lenet_window window, lenet_lanes in, lenet_lanes out) {
    for (int channel = 0; channel < out.channels; channel++)
        for (int y = 0; y < out.height; y++)
            for (int x = 0; x < out.width; x++) {
                const float *corner = PLACE(in, channel, y * window.stride_y, x * window.stride_x);
                lanes best = LANES_IN(corner);
                for (int ky = 0; ky < window.kernel_height; ky++)
                    for (int kx = 0; kx < window.kernel_width; kx++) {
                        const lanes value = LANES_IN(corner + ky * in.row + kx * LENET_LANES);
                        best = ((value > best) | (value != value)) ? value : best;
                    }
                LANES(PLACE(out, channel, y, x)) = best;
            }
}

/// The sum, from 0, times the float nearest 1 / (how many).
static void average_pool_forward(lenet_window window, lenet_lanes in, lenet_lanes out) {
    const float scale = 1.0f / (float)(window.kernel_height * window.kernel_width);
    for (int channel = 0; channel < out.channels; channel++)
        for (int y = 0; y < out.height; y++)
            for (int x = 0; x < out.width; x++) {
                const float *corner = PLACE(in, channel, y * window.stride_y, x * window.stride_x);
                lanes sum = 0;
                for (int ky = 0; ky < window.kernel_height; ky++)
                    for (int kx = 0; kx < window.kernel_width; kx++) sum += LANES_IN(corner + ky * in.row + kx * LENET_LANES);
                LANES(PLACE(out, channel, y, x)) = sum * scale;
            }
}

INLINE bool windows_tile(lenet_window window, lenet_lanes in, lenet_lanes out) {
    return window.kernel_height == window.stride_y && window.kernel_width == window.stride_x
        && out.height * window.stride_y == in.height && out.width * window.stride_x == in.width;
}

static void clear(lenet_lanes l) {
    for (int channel = 0; channel < l.channels; channel++)
        for (int y = 0; y < l.height; y++) memset(PLACE(l, channel, y, 0), 0, sizeof(float) * LENET_LANES * (size_t)l.width);
}

/// What one window sends back to one place: `adds` where windows overlap or leave places out (in_gradient begins as 0 there).
INLINE void send_back(float *place, lanes gradient, const float *in, bool relu, bool adds) {
    if (relu) gradient = LANES_IN(in) <= 0 ? (lanes)0 : gradient;
    LANES(place) = adds ? LANES_IN(place) + gradient : gradient;
}

static void max_pool_backward(lenet_window window, lenet_lanes in, lenet_lanes out, lenet_lanes out_gradient, bool relu, lenet_lanes in_gradient) {
    const bool adds = !windows_tile(window, in, out);
    if (adds) clear(in_gradient);
    for (int channel = 0; channel < out.channels; channel++)
        for (int y = 0; y < out.height; y++)
            for (int x = 0; x < out.width; x++) {
                const lanes best = LANES_IN(PLACE(out, channel, y, x)), gradient = LANES_IN(PLACE(out_gradient, channel, y, x));
                lane_mask open = -1; // lanes whose winner has not been met yet
                for (int ky = 0; ky < window.kernel_height; ky++)
                    for (int kx = 0; kx < window.kernel_width; kx++) {
                        const float *from = PLACE(in, channel, y * window.stride_y + ky, x * window.stride_x + kx);
                        const lanes value = LANES_IN(from);
                        const lane_mask wins = open & ((value == best) | (value != value));
                        open &= ~wins;
                        send_back(PLACE(in_gradient, channel, y * window.stride_y + ky, x * window.stride_x + kx),
                                  wins ? gradient : (lanes)0, from, relu, adds);
                    }
            }
}

static void average_pool_backward(lenet_window window, lenet_lanes in, lenet_lanes out_gradient, bool relu, lenet_lanes in_gradient) {
    const bool adds = !windows_tile(window, in_gradient, out_gradient);
    const float scale = 1.0f / (float)(window.kernel_height * window.kernel_width);
    if (adds) clear(in_gradient);
    for (int channel = 0; channel < out_gradient.channels; channel++)
        for (int y = 0; y < out_gradient.height; y++)
            for (int x = 0; x < out_gradient.width; x++) {
                const lanes gradient = LANES_IN(PLACE(out_gradient, channel, y, x)) * scale;
                for (int ky = 0; ky < window.kernel_height; ky++)
                    for (int kx = 0; kx < window.kernel_width; kx++) {
                        const int row = y * window.stride_y + ky, column = x * window.stride_x + kx;
                        send_back(PLACE(in_gradient, channel, row, column), gradient,
                                  relu ? PLACE(in, channel, row, column) : NULL, relu, adds);
                    }
            }
}
