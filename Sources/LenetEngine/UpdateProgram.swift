/// An optimizer's step as a short list of vector operations, made by `LenetRules` from a paragraph of the language.
///
/// The program runs over blocks of 1,024 weights that stay in the first-level cache. Three kinds of places hold numbers:
/// - *vectors*, one number per weight: 0 is `w`, 1 is `g`, then the states in order, then temporaries (one block each);
/// - *scalars*, one Double each: 0 is `t` (the step, from 1), 1 is `lr` (after the schedule), then the hyper-parameters,
///   then the rule's `scalar` names (kept per array from step to step), then temporaries;
/// - constants, which are scalars that are set once.
///
/// Between the states and the temporaries lie the *whole* vectors: temporaries as long as the weights, for what looks at an array
/// as a matrix.
///
/// A pass runs its scalar instructions first (once per array), then its vector instructions block by block. A rule that uses
/// `norm`, `sum`, `mean`, or anything of matrices, is cut into passes there: reductions and matrix instructions close a pass, and
/// what they make is known to the next. All arrays finish a pass before any begins the next.
package struct UpdateProgram: Sendable, Hashable {
    package struct State: Sendable, Hashable {
        package enum Start: Sendable, Hashable {
            case constant(Double)
            /// A copy of the weights when the state is made.
            case weights
        }
        package var name: String
        package var start: Start
        package init(name: String, start: Start) {
            self.name = name
            self.start = start
        }
    }

    /// A `scalar` of the rule: one Double per weight array, kept from step to step.
    package struct ArrayScalar: Sendable, Hashable {
        package var name: String
        package var start: Double
        package init(name: String, start: Double) {
            self.name = name
            self.start = start
        }
    }

    package enum ScalarOperation: UInt8, Sendable, Hashable {
        case copy, negate, add, subtract, multiply, divide, power, abs, sign, sqrt, exp, log, floor, min, max
        case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, and, or, not
        /// a != 0 ? b : c
        case select
        /// For schedules. `round` takes halves away from 0.
        case sin, cos, round
        /// The number of rows, columns and weights of the array (for matrices: rows = the first dimension, columns = the rest).
        case rows, columns, count
    }

    package struct ScalarInstruction: Sendable, Hashable {
        package var operation: ScalarOperation
        package var result: Int
        package var a: Int
        package var b: Int
        package var c: Int
        /// Which line of the definition's body it belongs to, from 0; -1 for none.
        package var line: Int
        package init(_ operation: ScalarOperation, result: Int, a: Int = 0, b: Int = 0, c: Int = 0, line: Int = -1) {
            self.operation = operation
            self.result = result
            self.a = a
            self.b = b
            self.c = c
            self.line = line
        }
    }

    package enum VectorOperation: UInt8, Sendable, Hashable {
        case copy, negate, add, subtract, multiply, divide, power, abs, sign, sqrt, square, exp, log, min, max
        case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, and, or, not
        /// a != 0 ? b : c, each element; both are computed, one is taken.
        case select
    }

    package enum Operand: Sendable, Hashable {
        case vector(Int)
        case scalar(Int)
    }

    package struct VectorInstruction: Sendable, Hashable {
        package var operation: VectorOperation
        /// A vector place. Where it is a state, numbers smaller than 2^-126 (Float) are stored as 0.
        package var result: Int
        package var a: Operand
        package var b: Operand
        package var c: Operand
        package var line: Int
        package init(
            _ operation: VectorOperation, result: Int, a: Operand, b: Operand = .scalar(0), c: Operand = .scalar(0),
            line: Int = -1
        ) {
            self.operation = operation
            self.result = result
            self.a = a
            self.b = b
            self.c = c
            self.line = line
        }
    }

    /// Closes a pass: a vector summed over the whole array, blocks of 1,024 in order, into a scalar.
    package struct Reduction: Sendable, Hashable {
        package enum Kind: UInt8, Sendable, Hashable {
            case sum, mean, norm
            /// The norm of all arrays together that have this reduction in this pass, at the same place of its list.
            case globalNorm
        }
        package var kind: Kind
        package var vector: Operand
        package var result: Int
        package var line: Int
        package init(_ kind: Kind, of vector: Operand, result: Int, line: Int = -1) {
            self.kind = kind
            self.vector = vector
            self.result = result
            self.line = line
        }
    }

    package enum MatrixOperation: UInt8, Sendable, Hashable {
        /// For each weight the mean of its row (of its column); the same number all along the row (the column).
        case rowMean, columnMean
        /// Rounds of Newton and Schulz' iteration towards the nearest matrix with orthogonal rows or columns:
        /// X becomes a X + (b X Xᵀ + c (X Xᵀ)²) X, on the transpose where there are more rows than columns.
        case orthogonalize
    }

    /// Closes a pass: what looks at an array as a matrix of its last two dimensions (earlier ones count matrices; a plain list is a
    /// matrix of one column). Reads and writes whole vectors.
    package struct MatrixInstruction: Sendable, Hashable {
        package var operation: MatrixOperation
        package var result: Int
        package var a: Int
        /// Scalar places: of `orthogonalize` the rounds, a, b and c.
        package var scalars: [Int]
        package var line: Int
        package init(_ operation: MatrixOperation, result: Int, a: Int, scalars: [Int] = [], line: Int = -1) {
            self.operation = operation
            self.result = result
            self.a = a
            self.scalars = scalars
            self.line = line
        }
    }

    package struct Pass: Sendable, Hashable {
        package var scalars: [ScalarInstruction]
        package var vectors: [VectorInstruction]
        package var reductions: [Reduction]
        package var matrices: [MatrixInstruction]
        package init(
            scalars: [ScalarInstruction], vectors: [VectorInstruction], reductions: [Reduction], matrices: [MatrixInstruction] = []
        ) {
            self.scalars = scalars
            self.vectors = vectors
            self.reductions = reductions
            self.matrices = matrices
        }
    }

    /// The rule's name, as runs and records show it.
    package var name: String
    package var states: [State]
    /// Names of the hyper-parameters besides `lr`, in the order of their scalars.
    package var hyperparameters: [String]
    package var arrayScalars: [ArrayScalar]
    /// Scalars that are set once: place and value.
    package var constants: [Constant]
    package var passes: [Pass]
    package var scalarCount: Int
    /// w, g, states, whole vectors and temporaries together.
    package var vectorCount: Int
    /// Temporaries as long as the weights, right behind the states.
    package var wholeVectors: Int
    /// A vector place that evaluation and saving use in place of the weights (schedule-free rules); nil: the weights.
    package var evaluationVector: Int?

    package struct Constant: Sendable, Hashable {
        package var place: Int
        package var value: Double
        package init(place: Int, value: Double) {
            self.place = place
            self.value = value
        }
    }

    package static let weightVector = 0
    package static let gradientVector = 1
    package static let firstStateVector = 2
    package static let stepScalar = 0
    package static let rateScalar = 1
    package static let firstHyperparameterScalar = 2
    package static let blockSize = 1024

    package init(
        name: String, states: [State], hyperparameters: [String], arrayScalars: [ArrayScalar], constants: [Constant],
        passes: [Pass], scalarCount: Int, vectorCount: Int, wholeVectors: Int = 0, evaluationVector: Int? = nil
    ) {
        self.name = name
        self.states = states
        self.hyperparameters = hyperparameters
        self.arrayScalars = arrayScalars
        self.constants = constants
        self.passes = passes
        self.scalarCount = scalarCount
        self.vectorCount = vectorCount
        self.wholeVectors = wholeVectors
        self.evaluationVector = evaluationVector
    }

    /// Neither `scalar` names, reductions of an array nor shapes: all arrays can be updated as one.
    package var treatsArraysAlike: Bool {
        arrayScalars.isEmpty
            && passes.allSatisfy { pass in
                pass.reductions.allSatisfy { $0.kind == .globalNorm } && pass.matrices.isEmpty && !pass.scalars.contains { [.rows, .columns, .count].contains($0.operation) }
            }
    }
}
