using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Collector.Dashboard.Api;

/// <summary>What <c>/api/openapi.json</c> says of the API, and what makes it true everywhere.</summary>
static class Description
{
    const string Scheme = "bearer";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        // By default numbers may be strings, too, and are described so.
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddProblemDetails();
        services.AddOpenApi(openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Collector", Version = "1", Description = "What is collected, and how far. Log in by `Authorization: Bearer DASHBOARD_PASSWORD`." };
            document.AddComponent<IOpenApiSecurityScheme>(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Scheme, Description = "`DASHBOARD_PASSWORD`" });
            document.Security = [new() { [new(Scheme, document)] = [] }];
            return Task.CompletedTask;
        }));
        return services;
    }
}
