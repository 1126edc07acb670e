import Foundation
import LenetEngine

/// Runs an update program one instruction and one weight at a time, with nothing shared with the engine's runner: slow, to be
/// read, and held against it.
struct ProgramInterpreter<Number: BinaryFloatingPoint> {
    let program: UpdateProgram
    let rows: Int, columns: Int
    private(set) var t = 0
    private(set) var vectors: [[Number]] = []
    private(set) var scalars: [Double]
    private var count: Int { rows * columns }

    init(_ program: UpdateProgram, hyperparameters: [Double], rows: Int, columns: Int) {
        self.program = program
        self.rows = rows
        self.columns = columns
        scalars = Array(repeating: .nan, count: program.scalarCount)
        for (index, value) in hyperparameters.enumerated() { scalars[UpdateProgram.firstHyperparameterScalar + index] = value }
        let firstKept = UpdateProgram.firstHyperparameterScalar + hyperparameters.count
        for (index, kept) in program.arrayScalars.enumerated() { scalars[firstKept + index] = kept.start }
        for constant in program.constants { scalars[constant.place] = constant.value }
    }

    mutating func step(weights: inout [Number], gradients: [Number], rate: Double) {
        if t == 0 {
            vectors = [weights, gradients]
            for state in program.states {
                switch state.start {
                case .weights: vectors.append(weights)
                case .constant(let value): vectors.append(Array(repeating: Number(value), count: count))
                }
            }
            for _ in 0..<program.wholeVectors { vectors.append(Array(repeating: .nan, count: count)) }
        }
        let states = UpdateProgram.firstStateVector + program.states.count + program.wholeVectors
        vectors[0] = weights
        vectors[1] = gradients
        t += 1
        scalars[UpdateProgram.stepScalar] = Double(t)
        scalars[UpdateProgram.rateScalar] = rate
        for pass in program.passes {
            // Temporaries do not outlive their pass.
            vectors = Array(vectors.prefix(states)) + Array(repeating: Array(repeating: Number.nan, count: count), count: program.vectorCount - states)
            for instruction in pass.scalars { run(instruction) }
            for instruction in pass.vectors {
                for index in 0..<count { vectors[instruction.result][index] = value(instruction, index) }
            }
            for reduction in pass.reductions {
                let values = (0..<count).map { Double(operand(reduction.vector, $0)) }
                switch reduction.kind {
                case .sum: scalars[reduction.result] = values.reduce(0, +)
                case .mean: scalars[reduction.result] = values.reduce(0, +) / Double(count)
                case .norm, .globalNorm: scalars[reduction.result] = values.map { $0 * $0 }.reduce(0, +).squareRoot()
                }
            }
            for matrix in pass.matrices {
                let values = vectors[matrix.a].map { Double($0) }
                let numbers = matrix.scalars.map { scalars[$0] }
                vectors[matrix.result] = SlowMatrices.apply(matrix.operation, values, rows: rows, columns: columns, numbers).map { Number($0) }
            }
        }
        weights = vectors[0]
    }

    var evaluated: [Number] { program.evaluationVector.map { vectors[$0] } ?? vectors[0] }

    private func operand(_ operand: UpdateProgram.Operand, _ index: Int) -> Number {
        switch operand {
        case .vector(let place): vectors[place][index]
        case .scalar(let place): Number(scalars[place])
        }
    }

    private func value(_ i: UpdateProgram.VectorInstruction, _ index: Int) -> Number {
        let a = operand(i.a, index), b = operand(i.b, index), c = operand(i.c, index)
        func truth(_ value: Bool) -> Number { value ? 1 : 0 }
        return switch i.operation {
        case .copy: a
        case .negate: -a
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .power: Number(Foundation.pow(Double(a), Double(b)))
        case .abs: Swift.abs(a)
        case .sign: a > 0 ? 1 : a < 0 ? -1 : 0
        case .sqrt: a.squareRoot()
        case .square: a * a
        case .exp: Number(Foundation.exp(Double(a)))
        case .log: Number(Foundation.log(Double(a)))
        case .min: b < a ? b : a
        case .max: b > a ? b : a
        case .less: truth(a < b)
        case .lessOrEqual: truth(a <= b)
        case .greater: truth(a > b)
        case .greaterOrEqual: truth(a >= b)
        case .equal: truth(a == b)
        case .notEqual: truth(a != b)
        case .and: truth(a != 0 && b != 0)
        case .or: truth(a != 0 || b != 0)
        case .not: truth(a == 0)
        case .select: a != 0 ? b : c
        }
    }

    private mutating func run(_ i: UpdateProgram.ScalarInstruction) {
        let a = scalars[i.a], b = scalars[i.b], c = scalars[i.c]
        func truth(_ value: Bool) -> Double { value ? 1 : 0 }
        scalars[i.result] =
            switch i.operation {
            case .copy: a
            case .negate: -a
            case .add: a + b
            case .subtract: a - b
            case .multiply: a * b
            case .divide: a / b
            case .power: Foundation.pow(a, b)
            case .abs: Swift.abs(a)
            case .sign: a > 0 ? 1 : a < 0 ? -1 : 0
            case .sqrt: a.squareRoot()
            case .exp: Foundation.exp(a)
            case .log: Foundation.log(a)
            case .floor: a.rounded(.down)
            case .min: b < a ? b : a
            case .max: b > a ? b : a
            case .less: truth(a < b)
            case .lessOrEqual: truth(a <= b)
            case .greater: truth(a > b)
            case .greaterOrEqual: truth(a >= b)
            case .equal: truth(a == b)
            case .notEqual: truth(a != b)
            case .and: truth(a != 0 && b != 0)
            case .or: truth(a != 0 || b != 0)
            case .not: truth(a == 0)
            case .select: a != 0 ? b : c
            case .sin: Foundation.sin(a)
            case .cos: Foundation.cos(a)
            case .round: a.rounded(.toNearestOrAwayFromZero)
            case .rows: Double(rows)
            case .columns: Double(columns)
            case .count: Double(rows * columns)
            }
    }
}
