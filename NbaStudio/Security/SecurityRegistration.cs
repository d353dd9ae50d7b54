using Microsoft.AspNetCore.DataProtection;
using NbaStudio.Configuration;
using NbaStudio.Data;

namespace NbaStudio.Security;

public static class SecurityRegistration
{
    /// <summary>Registers keys; enough for commands.</summary>
    public static IServiceCollection AddApiKeys(this IServiceCollection services) => services.AddSingleton<ApiKeyStore>().AddSingleton<ApiKeyRegistry>();

    /// <summary>Registers everything that guards requests.</summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services, NbaOptions options, Workspace workspace)
    {
        services.AddApiKeys().AddSingleton<IApprovers, LocalApprover>().AddSingleton<BrowserTokens>().AddSingleton<BrowserOrigins>().AddSingleton<LocalModeRules>();
        services.AddDataProtection().SetApplicationName("NbaStudio").PersistKeysToFileSystem(new DirectoryInfo(workspace.KeyFolder));
        var origins = new BrowserOrigins(options);
        services.AddCors(cors => cors.AddPolicy(EndpointSecurity.CorsPolicy, policy => policy
            .SetIsOriginAllowed(origins.IsListed)
            .WithMethods("GET", "POST")
            .WithHeaders("Authorization", "Content-Type", "Last-Event-ID")
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = RateLimits.Create(options.Limits);
            limiter.OnRejected = (rejected, _) => RateLimits.RefuseAsync(rejected.HttpContext, rejected.Lease);
        });
        return services;
    }

    /// <summary>Guards in their order; routing has run, endpoints have not.</summary>
    public static IApplicationBuilder UseSecurity(this IApplicationBuilder app) => app
        .UseMiddleware<LocalModeMiddleware>()
        .UseCors()
        .UseMiddleware<ApiAccessMiddleware>()
        .UseRateLimiter()
        .UseMiddleware<BodyLimitMiddleware>();
}
