// Softmax and the losses: a lane is an image, so classes are gone through in order, sixteen images at once.

/// Of the logits of each image: the first, then each that is greater.
INLINE lanes greatest_logit(int classes, const float *logits) {
    lanes most = LANES_IN(logits);
    for (int c = 1; c < classes; c++) {
        const lanes z = LANES_IN(logits + c * LENET_LANES);
        most = z > most ? z : most;
    }
    return most;
}

/// p = exp(z - max) / (the sum of these over the classes, in order).
static void softmax(int classes, const float *logits, float *probabilities) {
    const lanes most = greatest_logit(classes, logits);
    lanes sum = 0;
    for (int c = 0; c < classes; c++) {
        const lanes e = lanes_exp(LANES_IN(logits + c * LENET_LANES) - most);
        LANES(probabilities + c * LENET_LANES) = e;
        sum += e;
    }
    for (int c = 0; c < classes; c++) LANES(probabilities + c * LENET_LANES) = LANES_IN(probabilities + c * LENET_LANES) / sum;
}

/// What class `c` should have; -1 in the mask where it is the label's.
INLINE lane_mask is_label(lenet_targets targets, int c) { return __builtin_convertvector(*(const bytes_at *)targets.labels, lane_mask) == c; }
INLINE lanes target_of(lenet_targets targets, int c) {
    if (!targets.labels) return LANES_IN(targets.distribution + c * LENET_LANES);
    return is_label(targets, c) ? (lanes)targets.hot : (lanes)targets.cold;
}

/// The logarithm of the sum of exp(z - most), in order; the terms are kept in `kept` unless that is NULL.
INLINE lanes log_of_sum(int classes, const float *logits, lanes most, float *kept, lanes *sum) {
    *sum = 0;
    for (int c = 0; c < classes; c++) {
        const lanes e = lanes_exp(LANES_IN(logits + c * LENET_LANES) - most);
        if (kept) LANES(kept + c * LENET_LANES) = e;
        *sum += e;
    }
    return lanes_log(*sum);
}

/// With -log p = log(sum of exp(z - max)) - (z - max): loss = the sum of t (-log p) over classes with t != 0, in order;
/// gradient = (p - t) * scale.
static void softmax_cross_entropy(int classes, int count, const float *logits, lenet_targets targets, float scale, float *loss, float *gradient) {
    const lane_mask counted = first_lanes(count);
    const lanes most = greatest_logit(classes, logits);
    lanes sum, result = 0;
    const lanes log_sum = log_of_sum(classes, logits, most, gradient, &sum);
    for (int c = 0; c < classes; c++) {
        const lanes t = target_of(targets, c);
        const lanes more = FMA(t, log_sum - (LANES_IN(logits + c * LENET_LANES) - most), result);
        result = t == 0 ? result : more;
    }
    LANES(loss) = counted ? result : (lanes)0;
    if (!gradient) return;
    for (int c = 0; c < classes; c++) {
        const lanes p = LANES_IN(gradient + c * LENET_LANES) / sum;
        const lanes g = (p - target_of(targets, c)) * scale;
        LANES(gradient + c * LENET_LANES) = counted ? g : (lanes)0;
    }
}

/// Cross entropy less the targets' own entropy: the sum of t (log t - log p); gradient = (p (sum of t) - t) * scale.
static void softmax_divergence(int classes, int count, const float *logits, lenet_targets targets, float scale, float *loss, float *gradient) {
    const lane_mask counted = first_lanes(count);
    const lanes most = greatest_logit(classes, logits);
    lanes sum, result = 0, all = 0;
    const lanes log_sum = log_of_sum(classes, logits, most, gradient, &sum);
    for (int c = 0; c < classes; c++) {
        const lanes t = target_of(targets, c);
        const lanes more = FMA(t, lanes_log(t) + (log_sum - (LANES_IN(logits + c * LENET_LANES) - most)), result);
        result = t == 0 ? result : more;
        all += t;
    }
    LANES(loss) = counted ? result : (lanes)0;
    if (!gradient) return;
    for (int c = 0; c < classes; c++) {
        const lanes p = LANES_IN(gradient + c * LENET_LANES) / sum;
        const lanes g = FMA(p, all, -target_of(targets, c)) * scale;
        LANES(gradient + c * LENET_LANES) = counted ? g : (lanes)0;
    }
}

/// x^gamma for 0 <= x <= 1; small whole powers by multiplying.
INLINE lanes focal_power(lanes x, float gamma) {
    if (gamma <= 64 && gamma == (float)(int)gamma) return lanes_whole_power(x, (int)gamma);
    return lanes_pow(x, (lanes)gamma);
}

/// With p of the label, q = 1 - p added up from the other classes, and l = log p: loss = -alpha q^gamma l; its derivative by l is
/// d = alpha q^gamma (gamma p l / q - 1), and l's by the logits is one-hot - p: gradient = (one-hot - p) d scale.
static void softmax_focal(
    float gamma, float alpha, int classes, int count, const float *logits, const uint8_t *labels, float scale, float *loss, float *gradient
) {
    const lenet_targets targets = {.labels = labels};
    const lane_mask counted = first_lanes(count);
    const lanes most = greatest_logit(classes, logits);
    lanes sum, others = 0, of_label = 0;
    const lanes log_sum = log_of_sum(classes, logits, most, gradient, &sum);
    for (int c = 0; c < classes; c++) {
        const lane_mask label = is_label(targets, c);
        const lanes shifted = LANES_IN(logits + c * LENET_LANES) - most, e = lanes_exp(shifted);
        others += label ? (lanes)0 : e;
        of_label = label ? shifted : of_label;
    }
    const lanes l = of_label - log_sum, p = lanes_exp(of_label) / sum, q = others / sum;
    const lanes weight = alpha * focal_power(q, gamma), result = -weight * l;
    LANES(loss) = counted ? result : (lanes)0;
    if (!gradient) return;
    const lanes ratio = q == 0 ? (lanes)-1.0f : l / q;
    const lanes slope = weight * FMA(gamma * p, ratio, (lanes)-1.0f);
    for (int c = 0; c < classes; c++) {
        const lanes direction = is_label(targets, c) ? q : -(LANES_IN(gradient + c * LENET_LANES) / sum);
        LANES(gradient + c * LENET_LANES) = counted ? direction * slope * scale : (lanes)0;
    }
}

/// What an output contributes: `value`, and its derivative `slope` (without the factor 2 of squares). `wanted`: the label's output;
/// `rival`: the greatest of 0 and the other outputs.
typedef struct {
    lanes value, slope;
} output_term;

INLINE output_term term_of(lenet_output_loss function, lanes o, lanes t, lane_mask label, float a, lanes wanted) {
    const lanes d = o - t, size = d < 0 ? -d : d;
    output_term result = {.value = (lanes)0, .slope = (lanes)0};
    switch (function) {
    case LENET_SQUARED_ERROR: return (output_term){d * d, d};
    case LENET_ABSOLUTE_ERROR: return (output_term){size, d > 0 ? (lanes)1.0f : d < 0 ? (lanes)-1.0f : d};
    case LENET_HUBER: {
        const lanes limit = a, outer = d < 0 ? -limit : limit;
        return (output_term){size > a ? a * (size - 0.5f * a) : 0.5f * d * d, size > a ? outer : d};
    }
    case LENET_MULTI_MARGIN:
    case LENET_SQUARED_MULTI_MARGIN: {
        const lanes lack = (lanes)a - wanted + o;
        result.value = label ? (lanes)0 : lack <= 0 ? (lanes)0 : lack;
        const lanes one = lack <= 0 ? (lanes)0 : lack > 0 ? (lanes)1.0f : lack; // NaN stays
        result.slope = label ? (lanes)0 : function == LENET_MULTI_MARGIN ? one : result.value;
        if (function == LENET_SQUARED_MULTI_MARGIN) result.value *= result.value;
        return result;
    }
    case LENET_HINGE:
    case LENET_SQUARED_HINGE: {
        const lanes sign = label ? (lanes)1.0f : (lanes)-1.0f, lack = a - sign * o;
        result.value = lack <= 0 ? (lanes)0 : lack;
        const lanes one = lack <= 0 ? (lanes)0 : lack > 0 ? -sign : lack;
        result.slope = function == LENET_HINGE ? one : -sign * result.value;
        if (function == LENET_SQUARED_HINGE) result.value *= result.value;
        return result;
    }
    case LENET_BINARY_CROSS_ENTROPY: {
        const lanes magnitude = lanes_magnitude(o), above = o < 0 ? (lanes)0 : o;
        return (output_term){above - o * t + lanes_log_1_more(lanes_exp(-magnitude)), lanes_sigmoid(o) - t};
    }
    default: return result;
    }
}

INLINE void output_loss_of(
    const lenet_output_loss function, const bool softmax, float a, int classes, int count, const float *outputs, lenet_targets targets,
    float scale, float *loss, float *gradient
) {
    const bool is_margin = function == LENET_MULTI_MARGIN || function == LENET_SQUARED_MULTI_MARGIN;
    const bool is_rival = function == LENET_CATEGORICAL_HINGE;
    const bool needs_label = is_margin || is_rival || function == LENET_HINGE || function == LENET_SQUARED_HINGE;
    const bool is_square = function == LENET_SQUARED_ERROR || function == LENET_SQUARED_MULTI_MARGIN || function == LENET_SQUARED_HINGE;
    const lane_mask counted = first_lanes(count);
    const lanes most = softmax ? greatest_logit(classes, outputs) : (lanes)0;
    lanes sum = 0;
    if (softmax)
        for (int c = 0; c < classes; c++) sum += lanes_exp(LANES_IN(outputs + c * LENET_LANES) - most);
#define OUTPUT(c) (softmax ? lanes_exp(LANES_IN(outputs + (c) * LENET_LANES) - most) / sum : LANES_IN(outputs + (c) * LENET_LANES))
    // What the terms need of the whole image: the label's output, and the strongest rival with the first class that has it.
    lanes wanted = 0, rival = 0;
    lane_mask rival_class = -1;
    if (is_margin || is_rival)
        for (int c = 0; c < classes; c++) {
            const lane_mask label = is_label(targets, c);
            const lanes o = OUTPUT(c);
            wanted = label ? o : wanted;
            const lane_mask is_stronger = ~label & ((o > rival) | (o != o)); // NaN stays
            rival = is_stronger ? o : rival;
            rival_class = is_stronger ? (lane_mask)c : rival_class;
        }
    const lanes lack = (lanes)a - wanted + rival;
    lanes total = is_rival ? (lack <= 0 ? (lanes)0 : lack) : (lanes)0, product = 0, slopes = 0;
#define TERM(c, o, result)                                                                                                             \
    const lane_mask label = needs_label ? is_label(targets, c) : (lane_mask)0;                                                          \
    output_term result;                                                                                                                 \
    if (is_rival) {                                                                                                                     \
        const lanes slope = label ? (lanes)-1.0f : rival_class == (c) ? (lanes)1.0f : (lanes)0;                                         \
        result.value = 0;                                                                                                               \
        result.slope = lack <= 0 ? (lanes)0 : lack > 0 ? slope : lack;                                                                  \
    } else {                                                                                                                            \
        result = term_of(function, o, needs_label ? (lanes)0 : target_of(targets, c), label, a, wanted);                                \
    }
    for (int c = 0; c < classes; c++) {
        const lanes o = OUTPUT(c);
        TERM(c, o, term)
        if (function == LENET_SQUARED_ERROR) total = FMA(term.slope, term.slope, total);
        else if (!is_rival) total += term.value;
        if (is_margin) slopes += term.slope;
        product = FMA(term.slope, o, product);
    }
    // The label's output stands in every term of the margins, with the opposite sign.
    if (is_margin) product = FMA(-slopes, wanted, product);
    const lanes result = is_rival ? total : total / (float)classes;
    LANES(loss) = counted ? result : (lanes)0;
    if (!gradient) return;
    const float factor = is_rival ? scale : scale * ((is_square ? 2.0f : 1.0f) / (float)classes);
    for (int c = 0; c < classes; c++) {
        const lanes o = OUTPUT(c);
        TERM(c, o, term)
        if (is_margin) term.slope = label ? -slopes : term.slope;
        const lanes g = softmax ? o * (term.slope - product) * factor : term.slope * factor;
        LANES(gradient + c * LENET_LANES) = counted ? g : (lanes)0;
    }
#undef OUTPUT
#undef TERM
}

static void output_loss(
    lenet_output_loss function, bool softmax, float a, int classes, int count, const float *outputs, lenet_targets targets, float scale,
    float *loss, float *gradient
) {
#define CASE(name)                                                                                                          \
    case name:                                                                                                              \
        if (softmax) output_loss_of(name, true, a, classes, count, outputs, targets, scale, loss, gradient);                \
        else output_loss_of(name, false, a, classes, count, outputs, targets, scale, loss, gradient);                       \
        break;
    switch (function) {
        CASE(LENET_SQUARED_ERROR)
        CASE(LENET_ABSOLUTE_ERROR)
        CASE(LENET_HUBER)
        CASE(LENET_MULTI_MARGIN)
        CASE(LENET_SQUARED_MULTI_MARGIN)
        CASE(LENET_CATEGORICAL_HINGE)
        CASE(LENET_HINGE)
        CASE(LENET_SQUARED_HINGE)
        CASE(LENET_BINARY_CROSS_ENTROPY)
    }
#undef CASE
}
