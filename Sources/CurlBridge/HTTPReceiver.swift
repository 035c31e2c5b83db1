import CCurl
import CCurlShims
private import Glibc

/// What arrives in one exchange, and what stops it; confined to the thread that runs the transfer.
final class HTTPReceiver {
    /// Header fields are of no interest beyond the media type; a server that does not stop sending them is cut off.
    private static let maximumHeaderByteCount = 64 * 1024

    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false
    /// An address was refused; the exchange may still have succeeded with another one.
    private(set) var hasRefusedAddress = false
    private let maximumByteCount: Int
    private let permits: (IPAddress) -> Bool
    private var headerByteCount = 0

    init(maximumByteCount: Int, permits: @escaping (IPAddress) -> Bool) {
        self.maximumByteCount = maximumByteCount
        self.permits = permits
    }

    fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= maximumByteCount - body.count else {
            isTooLarge = true
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    fileprivate func takeHeader(byteCount: Int) -> Bool {
        headerByteCount += byteCount
        isTooLarge = isTooLarge || headerByteCount > Self.maximumHeaderByteCount
        return !isTooLarge
    }

    fileprivate func allows(_ address: IPAddress?) -> Bool {
        if let address, permits(address) { return true }
        hasRefusedAddress = true
        return false
    }
}

/// `CURLOPT_WRITEFUNCTION`: fewer bytes than given stop the transfer.
func receiveBody(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context, let buffer = unsafe buffer else { return 0 }
    let receiver = unsafe Unmanaged<HTTPReceiver>.fromOpaque(context).takeUnretainedValue()
    return unsafe receiver.take(UnsafeRawBufferPointer(start: buffer, count: size * count)) ? size * count : 0
}

/// `CURLOPT_HEADERFUNCTION`.
func receiveHeader(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let receiver = unsafe Unmanaged<HTTPReceiver>.fromOpaque(context).takeUnretainedValue()
    return receiver.takeHeader(byteCount: size * count) ? size * count : 0
}

/// `CURLOPT_OPENSOCKETFUNCTION`: sees the very address that is connected to, so that a name that resolves to another
/// one a moment later deceives nobody.
func openPermittedSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context = unsafe context, let address = unsafe address,
        let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr)
    else { return -1 }
    let receiver = unsafe Unmanaged<HTTPReceiver>.fromOpaque(context).takeUnretainedValue()
    let bytes = unsafe UnsafeRawBufferPointer(
        start: UnsafeRawPointer(address).advanced(by: offset), count: Int(address.pointee.addrlen))
    guard receiver.allows(unsafe IPAddress(socketAddress: bytes)) else { return -1 }
    let kind = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return unsafe socket(address.pointee.family, kind, address.pointee.protocol)
}
