import RedoubtHost
import RedoubtImage
import Glibc
func readFile(_ p: String) -> [UInt8] { let f = unsafe fopen(p, "rb")!; var out = [UInt8](); var buf = [UInt8](repeating: 0, count: 65536); while true { let n = unsafe fread(&buf, 1, buf.count, f); if n == 0 { break }; out += buf[..<n] }; unsafe fclose(f); return out }
let elf = try ELFProgram(readFile(CommandLine.arguments[1]))
var c = EnclaveConfiguration(); c.threadCount = 2
let image = try EnclaveImage(program: elf, configuration: c)
let bytes = image.encoded()
let f = unsafe fopen("/tmp/hello.enclave", "wb")!; unsafe fwrite(bytes, 1, bytes.count, f); unsafe fclose(f)
print("image", bytes.count, image.trustedCodeBytes)
for level in IsolationLevel.strongestFirst {
  var o = LaunchOptions(); o.isolation = .exactly(level); o.launchTimeout = .seconds(3)
  do {
    let t = ContinuousClock.now
    try await Enclave.withLaunched("/tmp/hello.enclave", options: o) { e in
      print(level, "launched in", ContinuousClock.now - t)
      let m = InterfaceMethod(InterfaceFingerprint(5), 0, "x")
      let r = try await e.call(m, arguments: { (x: inout WireEncoder) throws(WireError) in try ["a": 1, "b": 2].encode(to: &x) }, reply: [String].self, failure: Never.self)
      print(r, "first reply", ContinuousClock.now - t)
      let t2 = ContinuousClock.now
      for _ in 0..<10000 { _ = try await e.call(m, arguments: { (x: inout WireEncoder) throws(WireError) in try [String: Int]().encode(to: &x) }, reply: [String].self, failure: Never.self) }
      print((ContinuousClock.now - t2) / 10000)
    }
  } catch { print(level, error) }
}
