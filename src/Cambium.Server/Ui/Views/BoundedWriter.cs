using System.Text;

namespace Cambium.Server;

/// <summary>Keeps what is written, up to a length.</summary>
/// <param name="most">The most characters.</param>
sealed class BoundedWriter(int most) : TextWriter
{
    readonly StringBuilder _text = new();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.Unicode;

    /// <inheritdoc/>
    /// <exception cref="IOException">There is no room for it.</exception>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    /// <exception cref="IOException">There is no room for it.</exception>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    /// <exception cref="IOException">There is no room for it.</exception>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    /// <exception cref="IOException">There is no room for it.</exception>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.Length > most - _text.Length)
        {
            throw new IOException($"What is written takes more than {most} characters.");
        }

        _text.Append(buffer);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
