using System.Text;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Asks for a new password: at a terminal twice and without showing it, else as the first line of standard input. Never on the command line, which others can list.</summary>
static class PasswordPrompt
{
    /// <summary>The password that was typed or sent.</summary>
    /// <exception cref="CommandException">There is none, or the two are not the same.</exception>
    internal static string Read(string user, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() is { Length: > 0 } line
                ? line
                : throw CommandException.Misuse("The password is the first line of standard input, where there is none. Send it there, or run the command at a terminal and type it.");
        }

        var password = Ask($"New password of {user} (at least {PersonNames.ShortestPassword} characters): ", cancellationToken);
        return Ask("Once more: ", cancellationToken) == password ? password : throw CommandException.Misuse("The two passwords are not the same. Nothing was changed.");
    }

    static string Ask(string question, CancellationToken cancellationToken)
    {
        Console.Error.Write(question);
        var text = new StringBuilder();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return text.ToString();
                case ConsoleKey.Backspace:
                    text.Length = Math.Max(0, text.Length - 1);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        text.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
