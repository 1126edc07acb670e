import LenetEngine

/// What programs do to matrices, index by index.
enum SlowMatrices {
    static func apply(
        _ operation: UpdateProgram.MatrixOperation, _ x: [Double], rows: Int, columns: Int, _ scalars: [Double]
    ) -> [Double] {
        switch operation {
        case .rowMean:
            return x.indices.map { place in
                let row = place / columns
                return (0..<columns).map { x[row * columns + $0] }.reduce(0, +) / Double(columns)
            }
        case .columnMean:
            return x.indices.map { place in (0..<rows).map { x[$0 * columns + place % columns] }.reduce(0, +) / Double(rows) }
        case .orthogonalize:
            // Two values: the norm is taken away first, and the usual coefficients are taken.
            var x = x
            var coefficients = Array(scalars.dropFirst())
            if coefficients.isEmpty {
                coefficients = [3.4445, -4.775, 2.0315]
                let norm = max(x.map { $0 * $0 }.reduce(0, +).squareRoot(), 1e-7)
                x = x.map { $0 / norm }
            }
            return newtonSchulz(x, rows, columns, Int(scalars[0]), coefficients)
        }
    }

    private static func newtonSchulz(_ x: [Double], _ rows: Int, _ columns: Int, _ rounds: Int, _ k: [Double]) -> [Double] {
        if rows > columns {
            let turned = newtonSchulz(transposed(x, rows, columns), columns, rows, rounds, k)
            return transposed(turned, columns, rows)
        }
        var x = x
        for _ in 0..<rounds {
            let gram = product(x, transposed(x, rows, columns), rows, columns, rows)
            let square = product(gram, gram, rows, rows, rows)
            let b = zip(gram, square).map { k[1] * $0 + k[2] * $1 }
            x = zip(x, product(b, x, rows, rows, columns)).map { k[0] * $0 + $1 }
        }
        return x
    }

    private static func transposed(_ x: [Double], _ rows: Int, _ columns: Int) -> [Double] {
        (0..<rows * columns).map { x[$0 % rows * columns + $0 / rows] }
    }

    private static func product(_ a: [Double], _ b: [Double], _ rows: Int, _ inner: Int, _ columns: Int) -> [Double] {
        var result = [Double](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                for k in 0..<inner { result[row * columns + column] += a[row * inner + k] * b[k * columns + column] }
            }
        }
        return result
    }
}
