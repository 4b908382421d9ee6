using System.Text;

namespace Cambium.Cli;

/// <summary>Leaves out the spaces before a line's end, which tables are padded with and which only get in the way in a file or a pipe.</summary>
sealed class TrimmingWriter(TextWriter inner) : TextWriter
{
    int _heldSpaces;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            _heldSpaces++;
            return;
        }

        if (value is not ('\n' or '\r'))
        {
            for (; _heldSpaces > 0; _heldSpaces--)
            {
                inner.Write(' ');
            }
        }

        _heldSpaces = 0;
        inner.Write(value);
    }

    public override void Flush() => inner.Flush();
}
