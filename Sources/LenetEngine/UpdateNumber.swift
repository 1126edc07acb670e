import CKernels

/// A number that update programs run in.
package protocol UpdateNumber: BinaryFloatingPoint, Sendable {
    static func runBlock(
        _ kernels: UnsafePointer<lenet_kernels>, _ code: UnsafePointer<lenet_update_instruction>, _ instructions: Int32,
        _ registers: UnsafePointer<UnsafeMutablePointer<Self>?>, _ scalars: UnsafePointer<Double>, _ n: Int32)
    static func sumBlock(
        _ kernels: UnsafePointer<lenet_kernels>, _ numbers: UnsafePointer<Self>, _ n: Int32, squares: Bool) -> Double
    /// out = a * b; rows of `out` lie side by side, `columns` is a multiple of 16.
    static func product(
        _ kernels: UnsafePointer<lenet_kernels>, rows: Int, inner: Int, columns: Int, _ a: UnsafePointer<Self>, stride aStride: Int,
        _ b: UnsafePointer<Self>, stride bStride: Int, _ out: UnsafeMutablePointer<Self>)
}

extension Float: UpdateNumber {
    @inline(__always)
    package static func runBlock(
        _ kernels: UnsafePointer<lenet_kernels>, _ code: UnsafePointer<lenet_update_instruction>, _ instructions: Int32,
        _ registers: UnsafePointer<UnsafeMutablePointer<Float>?>, _ scalars: UnsafePointer<Double>, _ n: Int32
    ) {
        kernels.pointee.update_block_float(code, instructions, registers, scalars, n)
    }

    package static func sumBlock(
        _ kernels: UnsafePointer<lenet_kernels>, _ numbers: UnsafePointer<Float>, _ n: Int32, squares: Bool
    ) -> Double {
        kernels.pointee.sum_block_float(numbers, n, squares)
    }

    package static func product(
        _ kernels: UnsafePointer<lenet_kernels>, rows: Int, inner: Int, columns: Int, _ a: UnsafePointer<Float>, stride aStride: Int,
        _ b: UnsafePointer<Float>, stride bStride: Int, _ out: UnsafeMutablePointer<Float>
    ) {
        kernels.pointee.product_float(Int32(rows), Int32(inner), Int32(columns), a, aStride, b, bStride, out, columns)
    }
}

extension Double: UpdateNumber {
    @inline(__always)
    package static func runBlock(
        _ kernels: UnsafePointer<lenet_kernels>, _ code: UnsafePointer<lenet_update_instruction>, _ instructions: Int32,
        _ registers: UnsafePointer<UnsafeMutablePointer<Double>?>, _ scalars: UnsafePointer<Double>, _ n: Int32
    ) {
        kernels.pointee.update_block_double(code, instructions, registers, scalars, n)
    }

    package static func sumBlock(
        _ kernels: UnsafePointer<lenet_kernels>, _ numbers: UnsafePointer<Double>, _ n: Int32, squares: Bool
    ) -> Double {
        kernels.pointee.sum_block_double(numbers, n, squares)
    }

    package static func product(
        _ kernels: UnsafePointer<lenet_kernels>, rows: Int, inner: Int, columns: Int, _ a: UnsafePointer<Double>, stride aStride: Int,
        _ b: UnsafePointer<Double>, stride bStride: Int, _ out: UnsafeMutablePointer<Double>
    ) {
        kernels.pointee.product_double(Int32(rows), Int32(inner), Int32(columns), a, aStride, b, bStride, out, columns)
    }
}
