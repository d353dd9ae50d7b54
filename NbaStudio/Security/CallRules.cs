namespace NbaStudio.Security;

/// <summary>What an endpoint asks of its caller; attached as metadata.</summary>
internal sealed record RequiredScope(string Scope);

/// <summary>The endpoint is one of the browser calls: it takes a browser token, and pages of listed origins may call it.</summary>
internal sealed record BrowserCall;

/// <summary>The endpoint checks a tracking token itself and may be called without a key.</summary>
internal sealed record TrackingTokenCall;
