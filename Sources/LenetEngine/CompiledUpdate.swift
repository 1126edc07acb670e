import CKernels

/// An update program translated for the kernels, once.
struct CompiledUpdate: Sendable {
    struct Pass: Sendable {
        var scalars: [UpdateProgram.ScalarInstruction]
        var code: [lenet_update_instruction]
        var reductions: [UpdateProgram.Reduction]
        var matrices: [UpdateProgram.MatrixInstruction]
        /// Nothing for the blocks to do.
        var isForScalarsOnly: Bool { code.isEmpty && reductions.isEmpty }
    }

    let program: UpdateProgram
    let passes: [Pass]
    /// Vector places behind the states and the whole vectors: one block each for every worker.
    let temporaries: Int
    /// States and whole vectors.
    let longVectors: Int
    let mostReductions: Int
    /// Places of the rule's `scalar` names in a bank of scalars.
    let arrayScalars: Range<Int>

    init(_ program: UpdateProgram) {
        precondition(
            program.vectorCount < Int(Int16.max) && program.scalarCount < Int(Int16.max),
            "a program's places fit into 16 bits")
        let states = UpdateProgram.firstStateVector..<UpdateProgram.firstStateVector + program.states.count
        func place(_ operand: UpdateProgram.Operand) -> Int16 {
            switch operand {
            case .vector(let vector): Int16(vector)
            case .scalar(let scalar): Int16(-1 - scalar)
            }
        }
        self.program = program
        passes = program.passes.map { pass in
            Pass(
                scalars: pass.scalars,
                code: pass.vectors.map {
                    lenet_update_instruction(
                        operation: $0.operation.rawValue, flush: states.contains($0.result) ? 1 : 0, result: Int16($0.result),
                        a: place($0.a), b: place($0.b), c: place($0.c))
                },
                reductions: pass.reductions, matrices: pass.matrices)
        }
        temporaries = max(0, program.vectorCount - states.upperBound - program.wholeVectors)
        longVectors = program.states.count + program.wholeVectors
        mostReductions = passes.map(\.reductions.count).max() ?? 0
        let first = UpdateProgram.firstHyperparameterScalar + program.hyperparameters.count
        arrayScalars = first..<first + program.arrayScalars.count
    }
}

extension UpdateProgram.ScalarInstruction {
    /// Carries it out on a bank of scalars, for an array of `rows` x `columns` weights.
    func run(on bank: UnsafeMutablePointer<Double>, rows: Int, columns: Int) {
        let a = bank[a]
        let b = bank[b]
        func truth(_ condition: Bool) -> Double { condition ? 1 : 0 }
        bank[result] =
            switch operation {
            case .copy: a
            case .negate: -a
            case .add: a + b
            case .subtract: a - b
            case .multiply: a * b
            case .divide: a / b
            case .power: Mathematics.power(a, b)
            case .abs: Swift.abs(a)
            case .sign: a > 0 ? 1 : a < 0 ? -1 : a
            case .sqrt: a.squareRoot()
            case .exp: Mathematics.exp(a)
            case .log: Mathematics.log(a)
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
            case .select: a != 0 ? b : bank[c]
            case .sin: Mathematics.sin(a)
            case .cos: Mathematics.cos(a)
            case .round: a.rounded(.toNearestOrAwayFromZero)
            case .rows: Double(rows)
            case .columns: Double(columns)
            case .count: Double(rows * columns)
            }
    }
}
