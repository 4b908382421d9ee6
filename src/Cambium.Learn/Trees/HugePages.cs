using System.Runtime.InteropServices;

namespace Cambium.Learn;

/// <summary>
/// Asks Linux to back large memory with large pages: rows of a deep node lie scattered over tens of megabytes, and with small pages the processor looks
/// up an address for nearly each of them. A hint only; where it is not taken, everything is as before.
/// </summary>
static partial class HugePages
{
    /// <summary>The size of a large page on x86-64, and a multiple of it on Arm64 with 4 KB pages.</summary>
    internal const nuint Size = 2 * 1024 * 1024;

    // madvise(2), MADV_HUGEPAGE.
    const int Advice = 14;

    /// <summary>Whether so many bytes are worth large pages, and the system may have them.</summary>
    internal static bool Suit(nuint bytes) => bytes >= 2 * Size && OperatingSystem.IsLinux();

    /// <summary>Asks for large pages for memory that begins at a multiple of <see cref="Size"/>.</summary>
    internal static unsafe void Ask(void* pointer, nuint bytes) => _ = Advise(pointer, bytes, Advice);

    [LibraryImport("libc", EntryPoint = "madvise")]
    internal static unsafe partial int Advise(void* pointer, nuint length, int advice);
}
