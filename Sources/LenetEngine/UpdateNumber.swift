import CKernels

/// A number that update programs run in.
package protocol UpdateNumber: BinaryFloatingPoint, Sendable {
    static func runBlock(
        _ kernels: UnsafePointer<lenet_kernels>, _ code: UnsafePointer<lenet_update_instruction>, _ instructions: Int32,
        _ registers: UnsafePointer<UnsafeMutablePointer<Self>?>, _ scalars: UnsafePointer<Double>, _ n: Int32)
}

extension Float: UpdateNumber {
    @inline(__always)
    package static func runBlock(
        _ kernels: UnsafePointer<lenet_kernels>, _ code: UnsafePointer<lenet_update_instruction>, _ instructions: Int32,
        _ registers: UnsafePointer<UnsafeMutablePointer<Float>?>, _ scalars: UnsafePointer<Double>, _ n: Int32
    ) {
        kernels.pointee.update_block_float(code, instructions, registers, scalars, n)
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
}
