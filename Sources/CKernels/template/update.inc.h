// One pass of an update program over a block of weights: for each instruction one tight loop, nothing fused. Then the sum of a
// block, and the product of matrices, that such programs close a pass with.
//
// The includer defines ELEMENT, VECTOR, WIDTH (elements of a vector), NAME(function), SMALLEST (the smallest normal number),
// POWER(x, y) and WHOLE_POWER(x, n), and gets them undefined again.

typedef VECTOR NAME(at) __attribute__((aligned(sizeof(ELEMENT)), may_alias));

/// Where an operand's numbers lie: a vector place, or one vector of copies of a scalar that is read again and again.
typedef struct {
    const ELEMENT *at;
    ptrdiff_t step;
} NAME(operand);

#define READ(operand, i) (*(const NAME(at) *)((operand).at + (i) * (operand).step))
#define TRUTH(condition) ((condition) ? (VECTOR)1 : (VECTOR)0)
#define EACH(expression)                                                                                       \
    {                                                                                                          \
        if (flush)                                                                                             \
            for (ptrdiff_t i = 0; i < n; i += WIDTH) {                                                         \
                const VECTOR v = (expression);                                                                 \
                const VECTOR kept = ((v < (VECTOR)SMALLEST) & (v > -(VECTOR)SMALLEST)) ? (VECTOR)0 : v;        \
                *(NAME(at) *)(result + i) = kept;                                                              \
            }                                                                                                  \
        else                                                                                                   \
            for (ptrdiff_t i = 0; i < n; i += WIDTH) *(NAME(at) *)(result + i) = (expression);                 \
        break;                                                                                                 \
    }
#define X READ(a, i)
#define Y READ(b, i)
#define Z READ(c, i)

/// The instruction on n elements, a multiple of WIDTH.
static void NAME(instruction)(
    int operation, bool flush, NAME(operand) a, NAME(operand) b, NAME(operand) c, ELEMENT *result, ptrdiff_t n
) {
    switch (operation) {
    case LENET_COPY: EACH(X)
    case LENET_NEGATE: EACH(-X)
    case LENET_ADD: EACH(X + Y)
    case LENET_SUBTRACT: EACH(X - Y)
    case LENET_MULTIPLY: EACH(X * Y)
    case LENET_DIVIDE: EACH(X / Y)
    case LENET_POWER: {
        const ELEMENT power = b.at[0];
        if (b.step == 0 && power == 2) EACH(X * X)
        if (b.step == 0 && power == (ELEMENT)0.5) EACH(__builtin_elementwise_sqrt(X))
        if (b.step == 0 && power >= -64 && power <= 64 && power == (ELEMENT)(int)power) EACH(WHOLE_POWER(X, (int)power))
        EACH(POWER(X, Y))
    }
    case LENET_ABS: EACH(__builtin_elementwise_abs(X))
    case LENET_SIGN: EACH(X > 0 ? (VECTOR)1 : X < 0 ? (VECTOR)-1 : X)
    case LENET_SQRT: EACH(__builtin_elementwise_sqrt(X))
    case LENET_SQUARE: EACH(X * X)
    case LENET_EXP: EACH(NAME(exp)(X))
    case LENET_LOG: EACH(NAME(log)(X))
    case LENET_MIN: EACH(((Y < X) | (Y != Y)) ? Y : X)
    case LENET_MAX: EACH(((Y > X) | (Y != Y)) ? Y : X)
    case LENET_LESS: EACH(TRUTH(X < Y))
    case LENET_LESS_OR_EQUAL: EACH(TRUTH(X <= Y))
    case LENET_GREATER: EACH(TRUTH(X > Y))
    case LENET_GREATER_OR_EQUAL: EACH(TRUTH(X >= Y))
    case LENET_EQUAL: EACH(TRUTH(X == Y))
    case LENET_NOT_EQUAL: EACH(TRUTH(X != Y))
    case LENET_AND: EACH(TRUTH((X != 0) & (Y != 0)))
    case LENET_OR: EACH(TRUTH((X != 0) | (Y != 0)))
    case LENET_NOT: EACH(TRUTH(X == 0))
    case LENET_SELECT: EACH(X != 0 ? Y : Z)
    }
}

INLINE NAME(operand) NAME(find)(int16_t place, ELEMENT *const *registers, const double *scalars, ELEMENT copies[WIDTH]) {
    if (place >= 0) return (NAME(operand)){registers[place], 1};
    const ELEMENT scalar = (ELEMENT)scalars[-1 - place];
    for (int i = 0; i < WIDTH; i++) copies[i] = scalar;
    return (NAME(operand)){copies, 0};
}

/// The last elements of an operand, with zeros behind them.
INLINE NAME(operand) NAME(tail)(NAME(operand) operand, ptrdiff_t from, ptrdiff_t count, ELEMENT copy[WIDTH]) {
    if (operand.step == 0) return operand;
    memset(copy, 0, WIDTH * sizeof(ELEMENT));
    memcpy(copy, operand.at + from, (size_t)count * sizeof(ELEMENT));
    return (NAME(operand)){copy, 1};
}

static void NAME(update_block)(
    const lenet_update_instruction *code, int instructions, ELEMENT *const *registers, const double *scalars, int n
) {
    const ptrdiff_t full = n - n % WIDTH;
    for (int k = 0; k < instructions; k++) {
        const lenet_update_instruction *step = code + k;
        ELEMENT copies[3][WIDTH], tails[3][WIDTH], last[WIDTH];
        const NAME(operand) a = NAME(find)(step->a, registers, scalars, copies[0]);
        const NAME(operand) b = NAME(find)(step->b, registers, scalars, copies[1]);
        const NAME(operand) c = NAME(find)(step->c, registers, scalars, copies[2]);
        ELEMENT *result = registers[step->result];
        NAME(instruction)(step->operation, step->flush, a, b, c, result, full);
        if (full == n) continue;
        NAME(instruction)(step->operation, step->flush, NAME(tail)(a, full, n - full, tails[0]), NAME(tail)(b, full, n - full, tails[1]),
                          NAME(tail)(c, full, n - full, tails[2]), last, WIDTH);
        memcpy(result + full, last, (size_t)(n - full) * sizeof(ELEMENT));
    }
}

/// Eight numbers as doubles.
INLINE doubles NAME(eight_doubles)(const ELEMENT *numbers) {
    typedef ELEMENT few __attribute__((ext_vector_type(8)));
    typedef few few_at __attribute__((aligned(sizeof(ELEMENT)), may_alias));
    return __builtin_convertvector(*(const few_at *)numbers, doubles);
}

static double NAME(sum_block)(const ELEMENT *numbers, int n, bool squares) {
    doubles low = 0, high = 0;
    const int full = n - n % 16;
    for (int i = 0; i < full; i += 16) {
        const doubles x = NAME(eight_doubles)(numbers + i), y = NAME(eight_doubles)(numbers + i + 8);
        low += squares ? x * x : x;
        high += squares ? y * y : y;
    }
    if (full < n) {
        ELEMENT last[16] = {0};
        memcpy(last, numbers + full, (size_t)(n - full) * sizeof(ELEMENT));
        const doubles x = NAME(eight_doubles)(last), y = NAME(eight_doubles)(last + 8);
        low += squares ? x * x : x;
        high += squares ? y * y : y;
    }
    return sum_of_sums(low, high);
}

/// A tile of `count` rows and one vector of columns; the sums stay in registers.
#define PRODUCT_TILE(count)                                                                                    \
    static void NAME(product_tile_##count)(                                                                    \
        int inner, const ELEMENT *a, ptrdiff_t a_stride, const ELEMENT *b, ptrdiff_t b_stride, ELEMENT *out, ptrdiff_t out_stride) { \
        VECTOR sum[count];                                                                                     \
        UNROLL for (int r = 0; r < count; r++) sum[r] = (VECTOR)0;                                             \
        for (int k = 0; k < inner; k++) {                                                                      \
            const VECTOR row = *(const NAME(at) *)(b + k * b_stride);                                          \
            UNROLL for (int r = 0; r < count; r++) sum[r] = FMA((VECTOR)a[r * a_stride + k], row, sum[r]);     \
        }                                                                                                      \
        UNROLL for (int r = 0; r < count; r++) *(NAME(at) *)(out + r * out_stride) = sum[r];                   \
    }
PRODUCT_TILE(1)
PRODUCT_TILE(6)

static void NAME(product)(
    int rows, int inner, int columns, const ELEMENT *a, ptrdiff_t a_stride, const ELEMENT *b, ptrdiff_t b_stride, ELEMENT *out,
    ptrdiff_t out_stride
) {
    for (int column = 0; column < columns; column += WIDTH) {
        int row = 0;
        for (; row + 6 <= rows; row += 6)
            NAME(product_tile_6)(inner, a + row * a_stride, a_stride, b + column, b_stride, out + row * out_stride + column, out_stride);
        for (; row < rows; row++)
            NAME(product_tile_1)(inner, a + row * a_stride, a_stride, b + column, b_stride, out + row * out_stride + column, out_stride);
    }
}

#undef PRODUCT_TILE
#undef READ
#undef TRUTH
#undef EACH
#undef X
#undef Y
#undef Z
#undef ELEMENT
#undef VECTOR
#undef WIDTH
#undef NAME
#undef SMALLEST
#undef POWER
#undef WHOLE_POWER
