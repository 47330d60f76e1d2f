package io.emdia.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;

import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;

/** The OpenAPI document: what the endpoints' annotations say, and what holds for all of them. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String BEARER = "token";
    private static final String PROBLEM = "Problem";

    static {
        SpringDocUtils.getConfig().addAnnotationsToIgnore(AuthenticationPrincipal.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Emdia")
                                .description("Live, exact collections figures")
                                .version("v1")
                                .license(new License().name("Apache-2.0")))
                .components(new Components().addSecuritySchemes(BEARER, bearer()))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    /** Members are named on the outside as {@link JsonRules} writes them. */
    @Bean
    ModelResolver snakeCaseSchemas() {
        var mapper = Json.mapper().copy();
        return new ModelResolver(
                mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    @Bean
    GlobalOpenApiCustomizer everyRouteMayRefuse() {
        return document -> {
            ModelConverters.getInstance().read(ProblemBody.class).forEach(document::schema);
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> operation.getResponses().setDefault(refusal()));
        };
    }

    private static ApiResponse refusal() {
        var schema = new Schema<>().$ref("#/components/schemas/ProblemBody");
        var body = new MediaType().schema(schema);
        return new ApiResponse()
                .description(PROBLEM)
                .content(new Content().addMediaType("application/problem+json", body));
    }

    private static SecurityScheme bearer() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("A merchant's token, or the administrator's");
    }
}
