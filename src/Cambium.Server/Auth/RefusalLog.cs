using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// Enters refusals into the audit log: of one caller and action the first, at once, and the others of the same minute as one entry with their number. So a
/// script that asks for everything all day fills two lines a minute, whatever it asks for.
/// </summary>
sealed class RefusalLog : IDisposable
{
    /// <summary>How long refusals are counted together.</summary>
    internal static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    readonly PeopleStores _people;
    readonly TimeProvider _time;
    readonly Lock _lock = new();
    readonly Dictionary<(string Caller, string Action), (DateTimeOffset Since, int More)> _counts = [];
    readonly ITimer _timer;

    public RefusalLog(PeopleStores people, TimeProvider time)
    {
        _people = people;
        _time = time;
        _timer = time.CreateTimer(_ => EnterCounts(areAllDue: false), null, Together, Together);
    }

    /// <summary>Notes a refusal.</summary>
    internal void Note(string caller, string action, string subject, string details)
    {
        EnterCounts(areAllDue: false);
        lock (_lock)
        {
            if (_counts.TryGetValue((caller, action), out var count))
            {
                _counts[(caller, action)] = count with { More = count.More + 1 };
                return;
            }

            _counts[(caller, action)] = (_time.GetUtcNow(), 0);
        }

        _people.Audit.Append(new AuditDraft(caller, action, subject, AuditDraft.Refused, details));
    }

    /// <summary>Enters what was counted.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        EnterCounts(areAllDue: true);
    }

    void EnterCounts(bool areAllDue)
    {
        foreach (var (caller, action, more) in TakeDue(areAllDue))
        {
            try
            {
                var number = string.Create(CultureInfo.InvariantCulture, $"{more} more in the same minute");
                _people.Audit.Append(new AuditDraft(caller, action, "several", AuditDraft.Refused, number));
            }
            catch (Exception e) when (e is TrackingException or IOException)
            {
                // The store cannot be written, which every other call tells; the first of these refusals is in the log.
            }
        }
    }

    List<(string Caller, string Action, int More)> TakeDue(bool areAllDue)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var due = _counts.Where(count => areAllDue || now - count.Value.Since >= Together).Select(count => (count.Key.Caller, count.Key.Action, count.Value.More)).ToList();
            due.ForEach(count => _counts.Remove((count.Caller, count.Action)));
            return due.FindAll(count => count.More > 0);
        }
    }
}
