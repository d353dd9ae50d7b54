namespace NbaStudio.Security;

/// <summary>What an endpoint asks of its caller; attached as metadata.</summary>
internal sealed record RequiredScope(string Scope);

/// <summary>The endpoint is one of the browser calls: it takes a browser token, and pages of listed origins may call it.</summary>
internal sealed record BrowserCall;

/// <summary>A form of somebody who is not signed in yet: every address may post only so many.</summary>
internal sealed record DoorForm;

/// <summary>The endpoint answers whoever asks, also once there are accounts.</summary>
internal sealed record OpenToAll;

/// <summary>Pages of any origin may show what the endpoint answers.</summary>
internal sealed record ForAnyPage;

/// <summary>The endpoint checks a tracking token itself and may be called without a key.</summary>
internal sealed record TrackingTokenCall;
