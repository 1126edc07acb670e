import CKernels

/// An array seen as matrices of its last two dimensions, one behind the other. A list is a matrix of one column.
struct MatrixStack: Sendable {
    var count: Int
    var rows: Int
    var columns: Int

    init(_ dimensions: [Int]) {
        columns = dimensions.count < 2 ? 1 : dimensions[dimensions.count - 1]
        rows = dimensions.count < 2 ? dimensions.first ?? 1 : dimensions[dimensions.count - 2]
        count = dimensions.count < 3 ? 1 : dimensions.dropLast(2).reduce(1, *)
    }

    /// For each weight the mean of its row, sums in blocks of 1,024.
    func rowMeans<Number: UpdateNumber>(
        _ input: UnsafeMutablePointer<Number>, _ output: UnsafeMutablePointer<Number>, _ kernels: UnsafePointer<lenet_kernels>
    ) {
        guard columns > 0 else { return }
        for row in 0..<count * rows {
            let numbers = input + row * columns
            var sum = 0.0
            for start in stride(from: 0, to: columns, by: UpdateProgram.blockSize) {
                let n = min(UpdateProgram.blockSize, columns - start)
                sum += Number.sumBlock(kernels, numbers + start, Int32(n), squares: false)
            }
            (output + row * columns).update(repeating: Number(sum / Double(columns)), count: columns)
        }
    }

    /// For each weight the mean of its column, rows added in order. The first row of the result holds the sums meanwhile, so they
    /// are as exact as the numbers are.
    func columnMeans<Number: UpdateNumber>(_ input: UnsafeMutablePointer<Number>, _ output: UnsafeMutablePointer<Number>) {
        for matrix in 0..<count {
            let numbers = input + matrix * rows * columns
            let means = output + matrix * rows * columns
            means.update(from: numbers, count: rows > 0 ? columns : 0)
            for row in 1..<max(1, rows) {
                for column in 0..<columns { means[column] += numbers[row * columns + column] }
            }
            let divisor = Number(rows)
            for column in 0..<(rows > 0 ? columns : 0) { means[column] /= divisor }
            for row in 1..<max(1, rows) { (means + row * columns).update(from: means, count: columns) }
        }
    }

    // MARK: Newton and Schulz

    private var short: Int { min(rows, columns) }
    private var long: Int { max(rows, columns) }
    private var shortWidth: Int { (short + 15) / 16 * 16 }
    private var longWidth: Int { (long + 15) / 16 * 16 }
    /// Numbers that `orthogonalize` wants: X and B X, its transpose, and three products.
    var workspace: Int { 2 * short * longWidth + longWidth * shortWidth + 3 * short * shortWidth }

    /// `rounds` times X becomes a X + (b A + c A A) X with A = X Xᵀ, X being the matrix, or its transpose where it is taller than
    /// wide: A is then as small as can be. `work` holds zeros outside what is written, so that products may be as wide as vectors.
    func orthogonalize<Number: UpdateNumber>(
        _ input: UnsafeMutablePointer<Number>, _ output: UnsafeMutablePointer<Number>, rounds: Double, _ a: Double, _ b: Double,
        _ c: Double, work: UnsafeMutablePointer<Number>, _ kernels: UnsafePointer<lenet_kernels>
    ) {
        let rounds = rounds >= 1 ? Int(min(rounds, 100)) : 0
        let (a, b, c) = (Number(a), Number(b), Number(c))
        let isTall = rows > columns
        let x = work, product = x + short * longWidth, transposed = product + short * longWidth
        let gram = transposed + longWidth * shortWidth, square = gram + short * shortWidth
        work.update(repeating: 0, count: workspace)
        for matrix in 0..<count {
            let source = input + matrix * rows * columns
            let target = output + matrix * rows * columns
            for i in 0..<short {
                for j in 0..<long { x[i * longWidth + j] = isTall ? source[j * columns + i] : source[i * columns + j] }
            }
            for _ in 0..<rounds {
                for i in 0..<short {
                    for j in 0..<long { transposed[j * shortWidth + i] = x[i * longWidth + j] }
                }
                Number.product(kernels, rows: short, inner: long, columns: shortWidth, x, stride: longWidth, transposed, stride: shortWidth, gram)
                Number.product(kernels, rows: short, inner: short, columns: shortWidth, gram, stride: shortWidth, gram, stride: shortWidth, square)
                for index in 0..<short * shortWidth { square[index] = b * gram[index] + c * square[index] }
                Number.product(kernels, rows: short, inner: short, columns: longWidth, square, stride: shortWidth, x, stride: longWidth, product)
                for index in 0..<short * longWidth { x[index] = a * x[index] + product[index] }
            }
            for i in 0..<short {
                for j in 0..<long {
                    if isTall { target[j * columns + i] = x[i * longWidth + j] } else { target[i * columns + j] = x[i * longWidth + j] }
                }
            }
        }
    }
}
