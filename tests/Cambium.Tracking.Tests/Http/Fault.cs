namespace Cambium.Tracking.Tests;

/// <summary>What goes wrong with a request on its way.</summary>
enum Fault
{
    None,

    /// <summary>The connection closes before the request is looked at.</summary>
    LoseRequest,

    /// <summary>The connection closes after the request was handled, before the answer.</summary>
    LoseAnswer,

    /// <summary>The connection closes in the middle of the answer.</summary>
    CutAnswer,

    /// <summary>503, asking to come again at once; nothing was handled.</summary>
    Busy,

    /// <summary>A page of 502 from a program in between, after the request was handled.</summary>
    BadGateway,
}
