using System.Globalization;
using System.Text;

namespace Cambium.Data;

/// <summary>Writes a file beside its place and moves it there when it is whole; reads one that must be short.</summary>
static class WholeFile
{
    /// <summary>Reads a text in UTF-8, also from what tells no length, such as a pipe.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">The most bytes that it may have.</param>
    /// <param name="what">What such a file is, for the message: "a file of checks".</param>
    /// <exception cref="TableException">It is longer.</exception>
    internal static string ReadText(string path, int mostBytes, string what)
    {
        using var stream = File.OpenRead(path);
        using var read = new MemoryStream();
        var block = new byte[1 << 16];
        for (int count; (count = stream.Read(block)) > 0;)
        {
            read.Write(block, 0, count);
            if (read.Length > mostBytes)
            {
                throw new TableException($"{path} has more than {mostBytes.ToString("#,0", CultureInfo.InvariantCulture)} bytes, the most that {what} has. Name another file.") { File = path };
            }
        }

        read.Position = 0;
        using var reader = new StreamReader(read, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Writes a text in UTF-8 without a mark.</summary>
    internal static void WriteText(string path, string text) => Write(path, stream =>
    {
        var bytes = new UTF8Encoding(false).GetBytes(text);
        stream.Write(bytes);
        return bytes.Length;
    });

    internal static T Write<T>(string path, Func<Stream, T> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = Path.GetFullPath(path);
        var partial = Path.Combine(Path.GetDirectoryName(target) ?? "", $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        try
        {
            T result;
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                result = write(stream);
            }

            File.Move(partial, target, overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
