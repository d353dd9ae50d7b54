using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.HttpOverrides;
using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Security;

public static class SecurityRegistration
{
    /// <summary>Registers keys; enough for commands.</summary>
    public static IServiceCollection AddApiKeys(this IServiceCollection services) => services.AddSingleton<ApiKeyStore>().AddSingleton<ApiKeyRegistry>();

    /// <summary>Registers everything that guards requests.</summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services, NbaOptions options, Workspace workspace)
    {
        services.AddApiKeys().AddSingleton<IApprovers, AccountApprovers>().AddSingleton<BrowserTokens>().AddSingleton<BrowserOrigins>().AddSingleton<OriginRules>().AddSingleton<AccountModeRules>().AddSingleton<Proxies>();
        services.AddSingleton<SetUpCode>().AddHostedService<AccountService>().AddSessions();
        var origins = new BrowserOrigins(options);
        services.AddCors(cors => cors.AddPolicy(EndpointSecurity.CorsPolicy, policy => policy
            .SetIsOriginAllowed(origins.IsListed)
            .WithMethods("GET", "POST")
            .WithHeaders("Authorization", "Content-Type", "Last-Event-ID")
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = RateLimits.Create(options.Limits, options.Accounts);
            limiter.OnRejected = (rejected, _) => RateLimits.RefuseAsync(rejected.HttpContext, rejected.Lease);
        });
        return services;
    }

    /// <summary>The cookie of a session, and that of somebody who has given the password and not yet the second factor.</summary>
    private static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().Configure<Proxies>((headers, proxies) =>
        {
            headers.ForwardedHeaders = proxies.Networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var network in proxies.Networks)
            {
                headers.KnownIPNetworks.Add(network);
            }
        });
        services.AddAuthentication(AccountRegistry.Scheme)
            .AddCookie(AccountRegistry.Scheme, cookie =>
            {
                cookie.Cookie.Name = AccountRegistry.Scheme;
                Protect(cookie.Cookie);
                cookie.SlidingExpiration = false;
                cookie.Events.OnValidatePrincipal = async check =>
                {
                    var registry = check.HttpContext.RequestServices.GetRequiredService<AccountRegistry>();
                    if ((await registry.CallerOfAsync(check.Principal, check.HttpContext.RequestAborted)).Kind != CallerKind.Account)
                    {
                        check.RejectPrincipal();
                        await check.HttpContext.SignOutAsync(AccountRegistry.Scheme);
                    }
                };
            })
            .AddCookie(SecondStep.Scheme, cookie =>
            {
                cookie.Cookie.Name = SecondStep.Scheme;
                Protect(cookie.Cookie);
                cookie.ExpireTimeSpan = SecondStep.Lifetime;
                cookie.SlidingExpiration = false;
            });
        return services;
    }

    // Plain http exists on loopback only; everywhere else the cookie is marked secure.
    private static void Protect(CookieBuilder cookie) =>
        (cookie.HttpOnly, cookie.SameSite, cookie.SecurePolicy, cookie.IsEssential) = (true, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, true);

    /// <summary>Guards in their order; routing has run, endpoints have not.</summary>
    public static IApplicationBuilder UseSecurity(this IApplicationBuilder app) => app
        .UseMiddleware<EntryMiddleware>()
        .UseForwardedHeaders()
        .UseAuthentication()
        .UseMiddleware<DoorMiddleware>()
        .UseCors()
        .UseMiddleware<ApiAccessMiddleware>()
        .UseRateLimiter()
        .UseMiddleware<BodyLimitMiddleware>();
}
