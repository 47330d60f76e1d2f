package io.emdia.http;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Describes the API on threads of its own: springdoc reads the whole class path for it, which would
 * hold up an event loop and every stream on it. Nothing of ours runs there.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class ApiDescriptionThreads implements WebFluxConfigurer {

    @Override
    public void configureBlockingExecution(BlockingExecutionConfigurer configurer) {
        configurer.setExecutor(new VirtualThreadTaskExecutor("api-description-"));
        configurer.setControllerMethodPredicate(ApiDescriptionThreads::isSpringdocs);
    }

    private static boolean isSpringdocs(HandlerMethod method) {
        return method.getBeanType().getPackageName().startsWith("org.springdoc.");
    }
}
